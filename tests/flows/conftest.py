from __future__ import annotations

import json
import os
import shutil
import tempfile
import threading
import time
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.resources import SEEDS

# Prefect reads its settings when it is imported, which the tests beside this file do. It keeps its files in a temporary
# folder, and says nothing.
_HOME = tempfile.TemporaryDirectory(prefix="claimwatch-prefect-", ignore_cleanup_errors=True)
os.environ |= {
    "PREFECT_HOME": _HOME.name,
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
}

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ARTICLE = """
Best Buy will stop selling smartphones made by Huawei within weeks, the retailer said on Tuesday, and it will not order
any further handsets from the Chinese manufacturer for its shops in the United States.

“We are going to sell what is on our shelves, and then we will be done with it,” said Dana Whitlock, a spokeswoman for
the retailer, who would not say how many Huawei phones were left in its shops.

Huawei said it values the relationship with Best Buy and that its products remain available to American buyers through
a range of other retailers, including online shops that sell unlocked phones.

The retailer was the largest shop in the country that still carried Huawei phones after AT&T walked away from a deal to
sell the Mate 10 Pro in January, according to two people familiar with the talks.
"""


LATER = """
Best Buy will buy back the Huawei phones that its customers bought since January, the retailer said on Thursday, and it
will pay the full price for every phone that is brought to one of its shops before the end of May.

“Nobody should be left with a phone that we no longer stand behind,” said Dana Whitlock, a spokeswoman for the retailer,
who expects that some 40,000 phones will come back.

Huawei said it had not been asked, and that it will honour the warranty of every phone sold in the United States, as it
has done with those that were sold by other shops and by carriers.

The buyback is the first of its kind for the retailer, which paid customers for faulty Samsung phones two years ago only
after the maker had offered to bear the cost of it, according to a person familiar with that agreement.
"""


LAST = """
Verizon will stop selling the Huawei Mate 10 Pro on its website in June, the carrier said on Friday, and it ended the
talks about the phones that Huawei planned for the autumn.

“We informed our partners that this device will not be part of our line-up,” said Paul Marren, a spokesman for
Verizon, who declined to say whether the government had asked the carrier to do so.

Huawei said that it regrets the decision of Verizon and that customers will be the ones to pay for it, since fewer
makers mean higher prices for smartphones in the United States.

The Federal Communications Commission will vote in May on a rule that bars carriers from buying network equipment from
Huawei with money of the universal service fund, an official of the commission said.
"""


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """A Prefect server of the tests' own, one for all of them: it takes some ten seconds to start."""
    import flows  # noqa: F401, I001, PLC0415 - gives Prefect its settings, and so comes first
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings  # noqa: PLC0415 - see above
    from prefect.testing.utilities import prefect_test_harness  # noqa: PLC0415 - see above

    # A flow run ends by waiting for its heartbeat, which sleeps a second at a time.
    with prefect_test_harness(server_startup_timeout=90), temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield


class Newsstand:
    """A web server on loopback. An address answers with its answers one after another, the last of them for good."""

    def __init__(self) -> None:
        stand = self
        self.answers: dict[str, list[tuple[int, str]]] = {}
        self.asked: list[str] = []
        self.texts = {"/first": ARTICLE, "/later": LATER, "/last": LAST}
        """Articles of three different events."""
        self.posted: list[tuple[str, Any]] = []
        """What was handed over here: each message under its key."""
        self.only_after: dict[str, str] = {}
        """Addresses that answer when another one was asked for, or after a minute."""

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                stand.asked.append(self.path)
                answers = stand.answers.get(self.path, [(404, "")])
                for _ in range(600):
                    if stand.only_after.get(self.path, self.path) in stand.asked:
                        break
                    time.sleep(0.1)
                status, body = answers.pop(0) if len(answers) > 1 else answers[0]
                kind = "application/rss+xml" if self.path.endswith(".xml") else "text/html; charset=utf-8"
                content = body.encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                stand.posted.append((self.headers.get("Idempotency-Key", ""), json.loads(body)))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"{self.address}{path}"

    def feed(self, title: str, *paths: str) -> str:
        """A feed with an item for each path."""
        items = "".join(
            f"<item><title>Best Buy and Huawei, {path}</title><link>{self.url(path)}</link>"
            "<pubDate>Wed, 21 Mar 2018 09:00:00 GMT</pubDate></item>"
            for path in paths
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'

    def page(self, title: str, article: str = ARTICLE) -> str:
        """A page with an article about the topic."""
        text = "".join(f"<p>{paragraph}</p>" for paragraph in escape(article, quote=False).split("\n\n"))
        return (
            f'<!doctype html><html lang="en"><head><title>{title}</title>'
            f'<meta property="og:site_name" content="The Test Courier"></head>'
            f"<body><nav>Home Sport Weather</nav><article><h1>{title}</h1>{text}</article></body></html>"
        )


@pytest.fixture(scope="module")
def newsstand() -> Iterator[Newsstand]:
    """A web server on loopback with nothing to offer yet."""
    stand = Newsstand()
    stand.thread.start()
    yield stand
    stand.server.shutdown()
    stand.thread.join()
    stand.server.server_close()


@pytest.fixture(scope="module")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Make a topic folder like the real one, that listens to the feeds given."""

    def folder(*feeds: str) -> Path:
        made = tmp_path_factory.mktemp("seeds") / "huawei-us-market"
        shutil.copytree(SEEDS / "huawei-us-market", made)
        outlines = "".join(f'<outline type="rss" text="{url}" xmlUrl="{url}"/>' for url in feeds)
        (made / "feeds.opml").write_text(f'<opml version="2.0"><head/><body>{outlines}</body></opml>', encoding="utf-8")
        return made

    return folder
