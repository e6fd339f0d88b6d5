"""Feeds on our own disk through a whole run: a folder of pages, an archive, a list of addresses."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

from pipeline.config import Settings
from pipeline.doors import clock, open_doors, topics_and_feeds
from pipeline.run import run
from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Site

    from pipeline.report import Report

RETELLING = """\
CNET says that Best Buy has ceased ordering new smartphones from Huawei, citing an unnamed source.

The retailer declined to comment on Thursday. AT&T and Verizon had walked away from Huawei before.
"""


def _run(db: Path, folder: Path) -> Report:
    settings = Settings(db=db, topics=(folder,), allow_private=frozenset({"127.0.0.1"}))
    topics, feeds = topics_and_feeds(settings, clock())
    with open_doors(settings) as doors:
        return run(topics, feeds, doors)


def _ask(db: Path, sql: str) -> list[tuple[Any, ...]]:
    return Published(Database(db).published).ask(sql).rows


def test_a_text_dropped_into_a_folder_is_an_article(tmp_path: Path, topic_folder: Callable[..., Path]) -> None:
    """Once, however often the folder is looked through; a changed file is a new revision of it."""
    inbox, db = tmp_path / "inbox", tmp_path / "var"
    inbox.mkdir()
    (inbox / "note.txt").write_text(f"Best Buy drops Huawei\n\n{RETELLING}")
    folder = topic_folder(inbox.as_uri())
    assert _run(db, folder).articles == 6
    assert _run(db, folder).articles == 0
    ((url, title, dated_by),) = _ask(db, "SELECT url, title, dated_by FROM articles WHERE NOT is_seed")
    assert url.endswith("/note.txt")
    assert str(tmp_path) not in url
    assert (title, dated_by) == ("Best Buy drops Huawei", "seen")
    (inbox / "note.txt").write_text(f"Best Buy drops Huawei\n\n{RETELLING}\nAT&T would not say whether it knew.\n")
    assert _run(db, folder).edits == 1
    assert _ask(db, "SELECT count(*) FROM articles WHERE NOT is_seed") == [(1,)]
    assert _ask(db, "SELECT added, removed FROM changes") == [(["AT&T would not say whether it knew."], [])]


def test_an_archive_gives_the_pages_that_name_the_topic(
    tmp_path: Path, site: Site, topic_folder: Callable[..., Path]
) -> None:
    """The others are one row with their number; dates and addresses are those of the archive."""
    site.article("/huawei", "Huawei again", RETELLING)
    site.article("/pears", "Pears are ripe", "The pears of the valley are ripe early this year, growers say. " * 20)
    archive, db = tmp_path / "crawl.warc.gz", tmp_path / "var"
    archive.write_bytes(b"".join(_record(f"http://news.example{path}", site.answers[path]) for path in site.answers))
    folder = topic_folder(archive.as_uri())
    assert _run(db, folder).articles == 6
    assert _ask(db, "SELECT url, seen_at::DATE::VARCHAR FROM articles WHERE NOT is_seed") == [
        ("http://news.example/huawei", "2018-03-22")
    ]
    assert _ask(db, "SELECT detail FROM drops WHERE reason = 'none of the topic''s words'") == [("1 of 2 pages",)]
    assert _run(db, folder).articles == 0


def test_the_pages_of_a_list_on_disk_are_fetched(tmp_path: Path, site: Site, topic_folder: Callable[..., Path]) -> None:
    """A list is no article; a line added to it is one page more."""
    site.article("/one", "Huawei again", RETELLING)
    site.article("/two", "Huawei and again", RETELLING.replace("Verizon", "Sprint"))
    listed, db = tmp_path / "pages.txt", tmp_path / "var"
    listed.write_text(f"# to be read\n{site.root}/one\n")
    folder = topic_folder(listed.as_uri())
    assert _run(db, folder).articles == 6
    listed.write_text(f"{site.root}/one\n{site.root}/two\n")
    assert _run(db, folder).articles == 1
    assert _ask(db, "SELECT url FROM articles WHERE NOT is_seed ORDER BY 1") == [
        (f"{site.root}/one",),
        (f"{site.root}/two",),
    ]
    listed.unlink()
    assert _run(db, folder).failed_feeds == 1
    assert _ask(db, "SELECT problem IS NOT NULL, failures FROM feeds") == [(True, 1)]


def _record(url: str, html: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2018-03-22T11:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash(url)):032x}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")
