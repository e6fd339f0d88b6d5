from __future__ import annotations

import codecs
import contextlib
import re
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import feedparser
import pytest

from pipeline.collect.feeds import parse_feed
from pipeline.collect.fetch import Fetched, Fetcher, Request
from pipeline.collect.formats.xml_feed import document
from pipeline.errors import NotAFeedError
from pipeline.models import Feed, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FIXTURES = Path(__file__).parents[3] / "shared" / "data" / "feeds" / "feedparser"
NOW = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)

ELSEWHERE = "it expects 0, which nothing fulfils: what it is about is asserted of the request, in test_fetch"
BASED = "it expects an address as if the feed had come from nowhere; ours has one, and is joined to it or normalised"
EXCEPTIONS = {
    "http/http_redirect_to_304.xml": ELSEWHERE,
    "http/http_status_301.xml": ELSEWHERE,
    "http/http_status_302-no-location.xml": ELSEWHERE,
    "http/http_status_302.xml": ELSEWHERE,
    "http/http_status_303.xml": ELSEWHERE,
    "http/http_status_304.xml": ELSEWHERE,
    "http/http_status_307.xml": ELSEWHERE,
    "http/http_status_404.xml": ELSEWHERE,
    "wellformed/atom10/entry_id_no_normalization_4.xml": BASED,
    "wellformed/atom10/entry_id_with_attributes.xml": BASED,
    "wellformed/node_precedence/atom10_id.xml": BASED,
    "wellformed/rss/item_description_not_a_doctype.xml": BASED,
}

_MARKS = (
    (b"\0\0\xfe\xff", "utf-32be"),
    (b"\xff\xfe\0\0", "utf-32le"),
    (b"\xfe\xff", "utf-16be"),
    (b"\xff\xfe", "utf-16le"),
    (b"\0\0\0<", "utf-32be"),
    (b"<\0\0\0", "utf-32le"),
    (b"\0<\0?", "utf-16be"),
    (b"<\0?\0", "utf-16le"),
    (b"Lo\xa7\x94", "cp037"),
)


class Fixture(NamedTuple):
    """One feed with the headers to serve it with and what is expected of it."""

    name: str
    body: bytes
    status: int
    headers: dict[str, str]
    expects: str


class Encoding(str):
    """The name of an encoding, equal to every other name of it; feedparser reads gb2312 by its superset."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        names = [codecs.lookup(str(name)).name for name in (self, other)]
        return len({"gb18030" if name == "gb2312" else name for name in names}) == 1

    __hash__ = str.__hash__


def fixtures(root: str) -> Iterator[Fixture]:
    """Yield the fixtures that this Python has the codecs for; `root` is the address they are served at."""
    for path in sorted(FIXTURES.rglob("*.xml")):
        body = path.read_bytes()
        encoding = next((name for mark, name in _MARKS if body.startswith(mark)), "utf-8")
        told = re.sub(r"http://(?:localhost|127\.0\.0\.1):8097", root, body.decode(encoding, "ignore"))
        codec = re.search(r"SkipUnless:.*lookup\('(.+?)'\)", told)
        if codec is None or known(codec[1]):
            headers = {
                name: value.strip() for name, value in re.findall(r"^Header:\s+([^:]+):(.*)$", told, re.MULTILINE)
            }
            expects = re.search(r"Expect:\s*(.*)\s*-->", told)
            assert expects, path
            status = int(headers.pop("Status", "200"))
            yield Fixture(path.relative_to(FIXTURES).as_posix(), body, status, headers, expects[1])


def known(codec: str) -> bool:
    """Is there such a codec?"""
    try:
        codecs.lookup(codec)
    except LookupError:
        return False
    return True


class Site(ThreadingHTTPServer):
    """A server of fixtures, by their names; XML has the type that it has on most systems."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.root = f"http://127.0.0.1:{self.server_port}"
        self.pages: dict[str, Fixture] = {}

    def put(self, fixtures: Iterable[Fixture]) -> dict[str, Fixture]:
        """Serve these, and return them by their addresses."""
        found = {f"{self.root}/tests/{fixture.name}": fixture for fixture in fixtures}
        self.pages.update({url.removeprefix(self.root): fixture for url, fixture in found.items()})
        return found


class Handler(BaseHTTPRequestHandler):
    """Answers with what a fixture says."""

    server: Site

    def do_GET(self) -> None:
        """Answer with the fixture of that path."""
        page = self.server.pages.get(self.path, Fixture("", b"", 304 if self.path.startswith("/-/") else 404, {}, ""))
        self.send_response(page.status)
        headers = {"Content-type": "application/xml", **page.headers, "Content-Length": str(len(page.body))}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A server of fixtures on loopback."""
    with Site() as site:
        thread = threading.Thread(target=site.serve_forever, args=(0.02,))
        thread.start()
        yield site
        site.shutdown()
        thread.join()


def fetched(addresses: Iterable[str]) -> dict[str, Fetched]:
    """Ask for addresses as feeds are asked for."""
    requests = [Request(url=url, kind="feed") for url in addresses]
    fetcher = Fetcher(allow_private=frozenset({"127.0.0.1"}))
    return {answer.request.url: answer for answer in fetcher.fetch_all(requests, lambda: NOW)}


class Outcome(NamedTuple):
    """A fixture, what came of asking for it, and what feedparser makes of it with and without looking at markup."""

    fixture: Fixture
    answer: Fetched
    with_markup: Any
    without: Any


@pytest.fixture(scope="module")
def outcomes(site: Site) -> list[Outcome]:
    """What came of every fixture."""
    pages = site.put(fixtures(site.root))
    answers = fetched(pages)
    return [
        Outcome(fixture, answer, page and document(page, markup=True), page and document(page))
        for fixture, answer, page in ((pages[url], answers[url], answers[url].page) for url in pages)
    ]


def holds(outcome: Outcome, document: Any) -> bool:
    """Evaluate what is expected, in the names a parsed feed has; it comes with feedparser's tests and is trusted."""
    if document is None or outcome.answer.page is None:
        return False
    names = dict(document) | {"encoding": Encoding(document.get("encoding", ""))}
    if "etag" in outcome.answer.page.headers:
        names["etag"] = outcome.answer.page.headers["etag"]
    known = {"datetime": SimpleNamespace(timedelta=timedelta), "feedparser": feedparser}
    try:
        return bool(eval(outcome.fixture.expects, known, names))  # noqa: S307 - see above
    except (LookupError, AttributeError, TypeError):
        return False


def test_what_feedparser_expects_of_its_feeds_holds_on_our_way(outcomes: list[Outcome]) -> None:
    """Fetched over HTTP and parsed as the product does, but for the two switches about markup; exceptions are exact."""
    failed = {outcome.fixture.name for outcome in outcomes if not holds(outcome, outcome.with_markup)}
    assert failed == {name for name in EXCEPTIONS if FIXTURES.exists()}
    assert not outcomes or len(outcomes) - len(failed) >= 2207


def test_without_markup_all_that_is_no_markup_stays_the_same(outcomes: list[Outcome]) -> None:
    """The product neither sanitises nor joins addresses inside markup, because no markup leaves; all else is equal."""
    assert not outcomes or sum(holds(outcome, outcome.without) for outcome in outcomes) >= 1670
    for outcome in outcomes:
        assert skeleton(outcome.without) == skeleton(outcome.with_markup), outcome.fixture.name


def skeleton(document: Any) -> list[object]:
    """Return what claimwatch takes from a feed, without the texts that may hold markup."""
    if document is None:
        return []
    keys = ("link", "id", "published", "updated", "feedburner_origlink")
    entries = [[dict.get(entry, key) for key in keys] for entry in document.entries]
    return [document.get("version"), document.bozo, str(document.get("bozo_exception")), *entries]


def test_no_fixture_is_more_than_the_parser_can_take(outcomes: list[Outcome]) -> None:
    """Every one is a feed, or says why it is none; whatever else is raised fails this test."""
    feeds = refused = 0
    for page in (outcome.answer.page for outcome in outcomes if outcome.answer.page):
        try:
            parse_feed(page, Feed(url=page.url, topic="any"))
            feeds += 1
        except NotAFeedError:
            refused += 1
    assert feeds >= 100 * refused


def test_compression_that_is_announced_and_missing_is_seen_through(site: Site) -> None:
    """Of feedparser's own six bodies five are feeds; the sixth is a stream whose checksum is wrong."""
    kinds = {".gz": "gzip", ".z": "deflate"}
    bodies = {path.name: path.read_bytes() for path in FIXTURES.glob("compression/*")}
    pages = site.put(
        Fixture(f"compression/{name}", body, 200, {"Content-Encoding": kinds[Path(name).suffix]}, "1")
        for name, body in bodies.items()
    )
    answers = {pages[url].name: answer for url, answer in fetched(pages).items()}
    broken = {name: answer.fetch.error for name, answer in answers.items() if answer.page is None}
    assert all(document(answer.page).version for answer in answers.values() if answer.page)
    assert not answers or list(broken) == ["compression/gzip-struct-error.gz"]


def test_feeds_in_encodings_that_nobody_here_knows_crash_nothing() -> None:
    """Those that expect nothing because their codec is missing, and those that are only about the request."""
    served = {fixture.name for fixture in fixtures("http://h")} - set(EXCEPTIONS)
    for path in FIXTURES.rglob("*.xml"):
        if path.relative_to(FIXTURES).as_posix() not in served:
            page = Page(url="http://h/", final_url="http://h/", body=path.read_bytes(), fetched_at=NOW)
            with contextlib.suppress(NotAFeedError):
                parse_feed(page, Feed(url="http://h/", topic="t"))
