from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pipeline.collect.local.folder import LARGEST_FILE, LocalFile, Unread, files_in, page_in_file
from pipeline.errors import IncompleteError, TooLargeError
from pipeline.models import Feed, Page

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "<!doctype html><html><head>{}</head><body><p>Best Buy stops selling Huawei phones.</p></body></html>"


def feed_of(path: Path) -> Feed:
    """The feed that a folder is."""
    return Feed(url=path.as_uri(), topic="phones")


def listed(root: Path) -> list[LocalFile | Unread]:
    """What is found at a path."""
    return list(files_in(root, feed_of(root)))


def inner(root: Path) -> list[str]:
    """The paths of the files found, inside their folder."""
    return [file.inner for file in listed(root) if isinstance(file, LocalFile)]


def page_of(tmp_path: Path, name: str, content: bytes, now: datetime) -> Page:
    """The page that a file of this name and content is."""
    folder = tmp_path / "pages"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    (file,) = listed(folder / name)
    assert isinstance(file, LocalFile)
    return page_in_file(file, now)


def test_pages_texts_and_archives_are_found_at_any_depth_in_order(tmp_path: Path) -> None:
    """HTML, plain text and WARC files, compressed or not, capitals or not; no other kinds, nothing hidden."""
    wanted = ["a.HTML", "b/c.txt", "b/d/e.htm.gz", "b/f.warc.gz", "g.xhtml", "h.warc.lz4", "i.txt.gz", "j.warc"]
    others = [".hidden.html", ".git/k.html", "l.pdf", "m.html.bak", "html", "n.json"]
    for name in wanted + others:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert inner(tmp_path) == wanted
    archives = [file.inner for file in listed(tmp_path) if isinstance(file, LocalFile) and file.is_archive]
    assert archives == ["b/f.warc.gz", "h.warc.lz4", "j.warc"]


def test_links_inside_a_folder_are_not_followed(tmp_path: Path) -> None:
    """A folder that came out of somebody's archive could have everything read through a link; each is told."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "diary.txt").write_text("mine", encoding="utf-8")
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "diary.txt").symlink_to(tmp_path / "secret" / "diary.txt")
    (folder / "more").symlink_to(tmp_path / "secret")
    (folder / "nowhere.html").symlink_to(tmp_path / "gone.html")
    found = listed(folder)
    assert [item.url.rpartition("/")[2] for item in found] == ["diary.txt", "more", "nowhere.html"]
    assert {item.reason for item in found if isinstance(item, Unread)} == {"a link, which is not followed"}


def test_a_folder_may_itself_be_a_link(tmp_path: Path) -> None:
    """The person wrote its address down."""
    (tmp_path / "2018").mkdir()
    (tmp_path / "2018" / "a.txt").write_text("text", encoding="utf-8")
    (tmp_path / "current").symlink_to(tmp_path / "2018")
    assert inner(tmp_path / "current") == ["a.txt"]


def test_what_has_no_end_is_not_opened(tmp_path: Path) -> None:
    """A pipe with the name of a page would keep us for ever."""
    os.mkfifo(tmp_path / "pipe.html")
    (found,) = listed(tmp_path)
    assert isinstance(found, Unread)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("gone.html", "No such file"), ("song.mp3", "by its name"), ("old.arc.gz", "warcio recompress")],
)
def test_a_file_that_cannot_be_read_says_why(name: str, reason: str, tmp_path: Path) -> None:
    """A list of feeds may name something that is not there, or nothing we read; ARC files can be converted."""
    if not name.startswith("gone"):
        (tmp_path / name).write_bytes(b"x")
    (found,) = listed(tmp_path / name)
    assert isinstance(found, Unread)
    assert reason in found.reason


def test_an_address_tells_nothing_of_where_a_folder_lies(tmp_path: Path) -> None:
    """Addresses are published: the folder's name, a mark that keeps folders of one name apart, the path inside."""
    urls = set()
    for home in ("alice", "bob"):
        folder = tmp_path / home / "pages"
        folder.mkdir(parents=True)
        (folder / "a b%20ü\udcff.txt").write_bytes(b"x")
        ((file),) = listed(folder)
        assert file.url.startswith("file:pages-")
        assert file.url.endswith("/a%20b%2520%C3%BC%FF.txt")
        assert file.url.isascii()
        assert not {"alice", "bob"} & set(file.url.split("/"))
        urls.add(file.url)
    assert len(urls) == 2


def test_an_entry_changes_with_its_file(tmp_path: Path) -> None:
    """Size and time tell whether a file is to be read again; what else matters can be added."""
    path, feed = tmp_path / "a.txt", feed_of(tmp_path)
    seen = set()
    for content, time in ((b"one", 1), (b"three", 1), (b"three", 2)):
        path.write_bytes(content)
        os.utime(path, (time, time))
        for _ in range(2):
            (file,) = listed(tmp_path)
            assert isinstance(file, LocalFile)
            seen.add(file.entry(feed).summary)
    assert len(seen) == 3
    assert file.entry(feed, "other words").summary not in seen


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://news.example/a?x=1&amp;y=2">', "https://news.example/a?x=1&y=2"),
        ("<LINK HREF=https://news.example/a REL='Canonical'/>", "https://news.example/a"),
        ('<meta property="og:url" content="https://news.example/og">', "https://news.example/og"),
        ('<meta property="og:url" content="https://news.example/og"><link rel=canonical href=https://n.example/c>',
         "https://n.example/c"),
        ("<!-- saved from url=(0022)https://news.example/s -->", "https://news.example/s"),
        ('<link rel=canonical href="/relative"><meta property=og:url content=https://news.example/og>',
         "https://news.example/og"),
        ("<!-- <link rel=canonical href=https://news.example/commented> -->", None),
        ("<link rel=canonical href=file:///etc/passwd>", None),
        ("<link rel=canonical href=javascript:alert(1)>", None),
        ("<link rel=stylesheet href=https://news.example/style.css>", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_saved_page_has_the_address_it_says(head: str, address: str | None, tmp_path: Path, now: datetime) -> None:
    """The browser's note, the canonical address, Open Graph's; if it is of the web. Else the file's own."""
    for encoding in ("utf-8", "utf-16"):
        page = page_of(tmp_path, "a.html", PAGE.format(head).encode(encoding), now)
        assert page.url == page.final_url
        assert page.url == address if address else page.url.startswith("file:")


@pytest.mark.parametrize("trap", ["<!--" * 16_000, "<link " + "a" * 65_000, ("<link " + "a=" * 2000 + ">") * 15])
def test_a_page_made_to_hold_us_up_does_not(trap: str, tmp_path: Path, now: datetime) -> None:
    """Comments and attributes without end are read once; going back over each of them would take minutes."""
    assert page_of(tmp_path, "a.html", trap.encode(), now).url.startswith("file:")


def test_a_file_from_the_year_30000_is_a_file(tmp_path: Path) -> None:
    """Disks hold times that calendars do not."""
    (tmp_path / "a.txt").write_bytes(b"x")
    os.utime(tmp_path / "a.txt", (10**12, 10**12))
    assert inner(tmp_path) == ["a.txt"]


def test_a_page_is_seen_now(tmp_path: Path, now: datetime) -> None:
    """When a file was written tells when it was copied, not when the page was there."""
    page = page_of(tmp_path, "a.html", PAGE.encode(), now)
    assert (page.fetched_at, page.content_type, page.body) == (now, "text/html", PAGE.encode())
    assert now < datetime.now(UTC)


def test_plain_text_is_text(tmp_path: Path, now: datetime) -> None:
    """A text with markup in it stays a text, and has no address but its own."""
    page = page_of(tmp_path, "a.txt", PAGE.format("<link rel=canonical href=https://n.example/>").encode(), now)
    assert page.content_type == "text/plain"
    assert page.url.startswith("file:")


def test_compressed_files_are_unpacked(tmp_path: Path, now: datetime) -> None:
    """Their pages are the same as those of files that are not."""
    packed = page_of(tmp_path, "a.html.gz", gzip.compress(PAGE.encode()), now)
    assert (packed.body, packed.content_type) == (PAGE.encode(), "text/html")


def test_what_is_too_large_or_damaged_is_no_page(tmp_path: Path, now: datetime) -> None:
    """Also where it is small until it is unpacked."""
    with pytest.raises(TooLargeError):
        page_of(tmp_path, "a.html", b"x" * (LARGEST_FILE + 1), now)
    with pytest.raises(TooLargeError):
        page_of(tmp_path, "b.txt.gz", gzip.compress(bytes(LARGEST_FILE + 1)), now)
    with pytest.raises(IncompleteError):
        page_of(tmp_path, "c.html.gz", gzip.compress(PAGE.encode())[:-10], now)
