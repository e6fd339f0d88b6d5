"""Pages that lie in a folder on our own disk: saved web pages and plain texts."""

from __future__ import annotations

import html
import os
import re
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from pipeline.collect.network.addresses import fetchable
from pipeline.collect.network.bodies import Body
from pipeline.errors import RefusedAddressError
from pipeline.models import Entry, Page, Validators
from pipeline.text import body_id, content_id, printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pipeline.models import Feed

__all__ = ["LARGEST_FILE", "LocalFile", "Unread", "files_in", "page_in_file"]

LARGEST_FILE = 5_000_000
"""Bytes, unpacked; larger pages are not read from the network either."""

_PAGES = re.compile(r"\.(?:(?P<html>html?|xhtml)|txt)(?P<packed>\.gz)?$", re.IGNORECASE)
_ARCHIVES = re.compile(r"\.warc(?:\.gz|\.lz4)?$", re.IGNORECASE)
_ARC = re.compile(r"\.arc(?:\.gz)?$", re.IGNORECASE)
_LINK = "a link, which is not followed"
_PIECE = 64 * 1024
# Where a page says its address; what comes later is its text.
_BEGINNING = 64 * 1024
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Browsers note so where they saved a page from, with the length of the address in front.
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,5}\)(\S{1,2048}?)\s*-->")
_TAG = re.compile(r"<(?:link|meta)\s[^<>]{0,4096}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)


class LocalFile(NamedTuple):
    """A file of a kind that is read, as the disk tells of it."""

    path: Path
    url: str
    """`file:`, the folder's name with a mark of its own, and the path inside: nothing of where the folder is."""
    inner: str
    """The path inside the folder."""
    size: int
    modified: int
    """Nanoseconds since 1970: a number that any disk may hold, where a date could be none."""

    @property
    def is_archive(self) -> bool:
        """Is it a WARC file, by its name?"""
        return _ARCHIVES.search(self.path.name) is not None

    def entry(self, feed: Feed, *remarks: str) -> Entry:
        """
        Return the entry to remember it by, with another fingerprint when the file changes.

        What tells is in the summary: size, time of change, and whatever else `remarks` say.
        """
        told = (f"{self.size} bytes", f"modified {self.modified}", *remarks)
        return Entry(feed_url=feed.url, url=self.url, guid=printable(self.inner), summary=", ".join(told))


class Unread(NamedTuple):
    """A file or folder that cannot be looked at, or is not."""

    url: str
    reason: str


def files_in(root: Path, feed: Feed) -> Iterator[LocalFile | Unread]:
    """
    Yield the pages and archives at a path, which is itself one or a folder of them, sorted by their path inside.

    Links inside the folder are not followed, they may lead anywhere. Hidden files and folders, and files of other
    kinds, are left out.
    """
    # Two folders may both be called "pages"; the mark keeps the addresses of their files apart.
    mark = f"{content_id('folder', feed.url):016x}"[-6:]
    folder, home = (root, f"{root.name}-{mark}") if root.is_dir() else (root.parent, mark)
    for path, why_not in sorted(_walk(root)):
        inner = path.relative_to(folder).as_posix()
        url = "file:" + quote(os.fsencode(f"{home}/{inner}"))
        try:
            status = path.stat()
        except OSError as error:
            yield Unread(url, why_not or _told(error))
            continue
        if why_not or not S_ISREG(status.st_mode):
            yield Unread(url, why_not or "not a file that could be read to its end")
        else:
            yield LocalFile(path, url, inner, status.st_size, status.st_mtime_ns)


def page_in_file(file: LocalFile, now: datetime) -> Page:
    """
    Return a file's page, seen `now`: when a file was last written says nothing of when the page was.

    Its address is the one that the browser noted when it saved the page, or that the page gives as its canonical one;
    else the file's own.

    Raises:
        TooLargeError: more than LARGEST_FILE. IncompleteError: compressed, and damaged or cut off.
        OSError: the file cannot be read.

    """
    kind = _PAGES.search(file.path.name)
    with file.path.open("rb") as opened:
        body = Body(file.url, "gzip" if kind and kind["packed"] else None, LARGEST_FILE)
        while piece := opened.read(_PIECE):
            body.feed(piece)
    whole = body.whole()
    is_html = bool(kind and kind["html"])
    url = (_own_address(whole) if is_html else None) or file.url
    return Page(
        url=url,
        final_url=url,
        body=whole,
        content_type="text/html" if is_html else "text/plain",
        validators=Validators(body_hash=body_id(whole)),
        fetched_at=now,
    )


def _walk(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file of a kind that is read, and each folder that cannot be looked into, with why not."""
    if not root.is_dir():
        yield root, _why_not(root) or ("" if _is_read(root.name) else "neither HTML nor text nor WARC, by its name")
        return
    unreadable: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=unreadable.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = [Path(folder, name) for name in names if not name.startswith(".") and _is_read(name)]
        yield from ((path, _LINK if path.is_symlink() else _why_not(path)) for path in files)
        yield from ((path, _LINK) for path in (Path(folder, name) for name in folders) if path.is_symlink())
    yield from ((Path(error.filename), _told(error)) for error in unreadable)


def _is_read(name: str) -> bool:
    return bool(_PAGES.search(name) or _ARCHIVES.search(name) or _ARC.search(name))


def _why_not(path: Path) -> str:
    return (
        "an ARC archive; “warcio recompress” makes a WARC file of it, which is read" if _ARC.search(path.name) else ""
    )


def _own_address(body: bytes) -> str | None:
    """Return the address a saved page says it has, as far as it is one of the web."""
    # Without its zeros, the markup of UTF-16 reads like ASCII.
    beginning = body[:_BEGINNING].replace(b"\0", b"").decode("utf-8", "replace")
    saved = _SAVED_FROM.findall(beginning)
    for given in (*saved, *_canonical(_COMMENT.sub("", beginning))):
        try:
            return fetchable(html.unescape(given))
        except RefusedAddressError:
            continue
    return None


def _canonical(markup: str) -> Iterator[str]:
    tags = [dict(_attributes(tag)) for tag in _TAG.findall(markup)]
    yield from (tag.get("href", "") for tag in tags if "canonical" in tag.get("rel", "").lower().split())
    yield from (tag.get("content", "") for tag in tags if tag.get("property", "").lower() == "og:url")


def _attributes(tag: str) -> Iterator[tuple[str, str]]:
    for found in _ATTRIBUTE.finditer(tag):
        yield found[1].lower(), found[2] or found[3] or found[4] or ""


def _told(error: OSError) -> str:
    return error.strerror or str(error)
