"""Cases 20 to 22: certificates, robots.txt, and a host with five hundred feeds."""

from __future__ import annotations

import datetime as dt
import os
import socket
import ssl
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pipeline.collect.fetch import Limits
from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Monitor, Web

LISTS = "http://lists.example/feed.xml"
EXPIRED = (-3, -1)
IN_ORDER = (-1, 1)


class Encrypted:
    """A server on 127.0.0.1 with a certificate for localhost, valid from and to so many days from today."""

    def __init__(self, folder: Path, name: str, days: tuple[int, int], body: bytes) -> None:
        self.connections = 0
        self.certificate = _certificate(folder / f"{name}.pem", days)
        self._body = body
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(self.certificate)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://localhost:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.connections += 1
                with connection, suppress(OSError):
                    connection.settimeout(10)
                    self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        with self._context.wrap_socket(connection, server_side=True) as wire:
            asked = wire.recv(65536)
            found = b"404 Not Found" if b" /robots.txt " in asked else b"200 OK"
            head = b"HTTP/1.1 %b\r\nContent-Type: text/html\r\nContent-Length: %d\r\n" % (found, len(self._body))
            wire.sendall(head + b"Connection: close\r\n\r\n" + self._body)

    def close(self) -> None:
        """Listen no longer."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


def _certificate(path: Path, days: tuple[int, int]) -> Path:
    """Write a certificate that vouches for itself, with its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, path.stem)])
    begin, end = (dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=day) for day in days)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), begin, end)
    signed = (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(key.private_bytes(*plain) + signed.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def encrypted(tmp_path: Path, web: Web) -> Iterator[dict[str, Encrypted]]:
    """Two servers whose certificates the machine trusts; one of them has expired."""
    body = web.article_page().encode()
    servers = {
        name: Encrypted(tmp_path, name, days, body) for name, days in (("expired", EXPIRED), ("in-order", IN_ORDER))
    }
    yield servers
    for server in servers.values():
        server.close()


def test_an_expired_certificate_is_an_error_and_never_asked_around(
    web: Web, encrypted: dict[str, Encrypted], tmp_path: Path
) -> None:
    """Case 20: feed and page fail with the certificate's own words, are tried once each, and are not forgotten."""
    expired, well = encrypted["expired"], encrypted["in-order"]
    here = f"http://127.0.0.1:{web.port}"
    web.feed(f"{here}/feed.xml", f"{expired.url}/page", f"{well.url}/page", web.article(f"{here}/page", 2))
    # Which authorities are trusted is read when Python's ssl is loaded, so the run has a process of its own.
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(b"".join(server.certificate.read_bytes() for server in encrypted.values()))
    _command_line(tmp_path, trusted, f"{expired.url}/feed.xml", f"{here}/feed.xml")

    published = Published(Database(tmp_path / "var").published)
    failed = published.ask("SELECT url, status, error, lasting FROM fetches WHERE error IS NOT NULL ORDER BY url").rows
    words = "the certificate or the encryption is not in order: certificate has expired"
    robots = f"robots.txt of localhost could not be asked: {words}"
    assert failed == [
        (f"{expired.url}/feed.xml", None, words, False),
        (f"{expired.url}/page", None, robots, False),
        (f"{expired.url}/robots.txt", None, "no answer; its pages wait", False),
    ]
    # A connection for the feed, one for the robots.txt of the page, and none for the page.
    assert expired.connections == 2
    problems = published.ask("SELECT failures, problem FROM feeds WHERE failures > 0").rows
    assert problems == [(1, words)]
    articles = published.ask("SELECT url FROM articles WHERE NOT is_seed ORDER BY url").rows
    assert articles == [(f"{here}/page",), (f"{well.url}/page",)]
    assert published.ask("SELECT url FROM ledger.entries WHERE url = $url", url=f"{expired.url}/page").rows == []
    late = """
        SELECT url FROM fetches WHERE error IS NULL AND started_at + to_milliseconds(elapsed_ms)
            > (SELECT min(started_at) + INTERVAL 5 SECONDS FROM fetches)
    """
    assert published.ask(late).rows == []


def _command_line(folder: Path, trusted: Path, *feeds: str) -> None:
    topic = folder / "harbours"
    (topic / "articles").mkdir(parents=True)
    (topic / "articles" / "seed.txt").write_text("The harbour of Example closes a berth.", encoding="utf-8")
    (topic / "topic.toml").write_text('name = "Harbours"\n[thresholds]\nrelevance = 0\n', encoding="utf-8")
    outlines = "".join(f'<outline type="rss" xmlUrl="{url}"/>' for url in feeds)
    (topic / "feeds.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    allowed = {"CLAIMWATCH_ALLOW_PRIVATE": "127.0.0.1,localhost", "SSL_CERT_FILE": str(trusted)}
    done = subprocess.run(  # noqa: S603 - this Python, and our own command
        [sys.executable, "-m", "pipeline", "run", "--topic", str(topic), "--db", str(folder / "var")],
        env=environment | allowed,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3, done.stderr.decode()


def test_what_robots_txt_closes_is_not_fetched(web: Web, monitor: Monitor) -> None:
    """Case 21: the page is a drop and is not asked for again; the feed there is asked, a person subscribed to it."""
    web.serve("http://closed.example/robots.txt", "User-agent: claimwatch\nDisallow: /private/\n")
    closed, opened = "http://closed.example/private/1", web.article("http://closed.example/open/1")
    web.article(closed)
    feed = web.feed("http://closed.example/private/feed.xml", closed, opened)
    for _ in range(2):
        monitor.run(feed)
        monitor.clock.move(minutes=30)
    row = monitor.row("SELECT error, lasting, status FROM fetches WHERE url = $url", url=closed)
    assert row == ("robots.txt of closed.example does not allow it", True, None)
    dropped = monitor.rows("SELECT url, stage, reason, detail FROM drops")
    assert dropped == [(closed, "collect", "page not fetched", row[0])]
    assert monitor.row("SELECT article_id FROM ledger.entries WHERE url = $url", url=closed) == (None,)
    assert (web.asked(closed), len(web.asked(feed))) == ([], 2)
    assert monitor.row("SELECT count(*) FROM articles WHERE url = $url", url=opened) == (1,)
    # The rules are remembered: nobody asked for them a second time.
    assert monitor.row("SELECT robots_status FROM hosts WHERE host = 'http://closed.example'") == (200,)
    assert len(web.asked("http://closed.example/robots.txt")) == 1
    assert monitor.late_neighbours() == []


def test_a_crawl_delay_lies_between_the_pages_of_a_host_and_holds_up_no_other(web: Web, monitor: Monitor) -> None:
    """Case 21: what does not get its turn within a run has it in a later one, and is no failure until then."""
    web.serve("http://calm.example/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n")
    web.serve("http://slow.example/robots.txt", "User-agent: *\nCrawl-delay: 3600\n")
    calm, slow = (
        [web.article(f"http://{host}.example/{number}", number) for number in range(1, 5)] for host in ("calm", "slow")
    )
    lists = web.feed(LISTS, *calm, *slow)
    for brought in (1, 2):
        monitor.run(lists, limits=Limits(turn_within=20))
        span = "SELECT count(*), max(started_at) - min(started_at) FROM fetches WHERE url IN $calm"
        visits, apart = monitor.row(span, calm=calm)
        # Four visits, three distances; the first may have been noted a moment late.
        assert (visits, apart >= dt.timedelta(seconds=0.7)) == (4, True)
        assert monitor.row("SELECT count(*) FROM articles WHERE url IN $slow", slow=slow) == (brought,)
        monitor.clock.move(minutes=30)
    waiting = monitor.rows(
        "SELECT DISTINCT error, lasting FROM fetches WHERE url IN $slow AND error IS NOT NULL", slow=slow
    )
    assert waiting == [("its turn at the host comes later", False)]
    assert monitor.row("SELECT failures FROM feeds WHERE url = $lists", lists=lists) == (0,)
    assert monitor.late_neighbours() == []


def test_a_host_whose_robots_txt_fails_is_waited_for(web: Web, monitor: Monitor) -> None:
    """Case 21: with a 5xx or no answer nobody knows what is allowed, so nothing is fetched; a 4xx allows all."""

    def silent(_: str) -> Iterator[bytes]:
        web.wait(30)
        yield b""

    hosts = ("broken", "silent", "without")
    pages = [web.article(f"http://{host}.example/1", number) for number, host in enumerate(hosts)]
    web.serve("http://broken.example/robots.txt", status="503 Service Unavailable")
    web.answers["http://silent.example/robots.txt"] = silent
    web.serve("http://without.example/robots.txt", status="403 Forbidden")
    lists = web.feed(LISTS, *pages)
    monitor.run(lists, limits=Limits(deadline=1))
    fetches = monitor.rows("SELECT error, lasting FROM fetches WHERE url IN $pages ORDER BY url", pages=pages)
    assert fetches == [
        ("robots.txt of broken.example could not be asked: HTTP 503 Service Unavailable", False),
        ("robots.txt of silent.example could not be asked: took longer than 1 s", False),
        (None, False),
    ]
    assert [len(web.asked(page)) for page in pages] == [0, 0, 1]
    statuses = monitor.rows("SELECT robots_status FROM hosts WHERE host NOT LIKE '%well%' ORDER BY host")
    assert statuses == [(503,), (None,), (403,)]
    for host in hosts:
        web.serve(f"http://{host}.example/robots.txt", "User-agent: *\nAllow: /\n")
    monitor.clock.move(minutes=30)
    monitor.run(lists)
    assert monitor.row("SELECT count(*) FROM articles WHERE url IN $pages", pages=pages) == (3,)
    assert monitor.late_neighbours() == []


def test_five_hundred_feeds_of_one_host_do_not_delay_the_others(web: Web, monitor: Monitor) -> None:
    """Case 22: they go in by twos. Twenty hosts listed behind them have answered before that, and have their pages."""
    inside, most, lock = 0, 0, threading.Lock()

    def counted(_: str) -> Iterator[bytes]:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        web.wait(0.005)
        # Counted out before the answer: the next visitor may come as soon as it is there.
        with lock:
            inside -= 1
        yield web.response(web.rss())

    crowd = [f"http://crowded.example/{number}.xml" for number in range(500)]
    web.answers.update(dict.fromkeys(crowd, counted))
    pages = [web.article(f"http://other{number}.example/1", number) for number in range(20)]
    others = [web.feed(f"http://other{number}.example/feed.xml", page) for number, page in enumerate(pages)]
    report = monitor.run(*crowd, *others)
    assert (report.feeds, report.failed_feeds, most) == (521, 0, 2)
    ended = """
        SELECT count(*), max(fetches.started_at + to_milliseconds(elapsed_ms) - runs.started_at)
        FROM fetches JOIN runs USING (run_id) WHERE url IN $urls AND error IS NULL
    """
    crowded, (asked, last) = monitor.row(ended, urls=crowd), monitor.row(ended, urls=others)
    assert (crowded[0], asked) == (500, 20)
    assert last < dt.timedelta(seconds=5)
    assert last < crowded[1]
    assert monitor.row("SELECT count(*) FROM articles WHERE url IN $pages", pages=pages) == (20,)
