from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import DiskFullError, LostPageError
from pipeline.models import Entry, Validators
from pipeline.store.pages import PageShelf
from pipeline.text import body_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.models import KeptPage, Page


@pytest.fixture
def shelf(tmp_path: Path) -> PageShelf:
    """A shelf whose folder does not exist yet."""
    return PageShelf(tmp_path / "var" / "pages")


def _files(shelf: PageShelf) -> list[Path]:
    return sorted(path for path in shelf.directory.rglob("*") if path.is_file())


def _file(shelf: PageShelf, kept: KeptPage) -> Path:
    return shelf.directory / kept.digest[:2] / f"{kept.digest}.gz"


def test_a_page_comes_back_as_it_was_fetched(shelf: PageShelf, page: Callable[..., Page]) -> None:
    """Bytes, addresses, headers, validators and the moment of fetching: a later stage sees no difference."""
    body = "<p>Huawei’s phones</p>".encode("utf-16")
    fetched = page(
        body,
        content_type="text/html; charset=utf-16",
        headers={"content-type": "text/html; charset=utf-16", "etag": '"a1"', "x-served-by": "zwölf"},
        validators=Validators(etag='"a1"', body_hash=body_id(body)),
    )
    assert shelf.page(shelf.keep(fetched, "page")) == fetched


def test_what_is_kept_tells_which_entry_led_there(shelf: PageShelf, page: Callable[..., Page]) -> None:
    """Reading a page again needs what the feed said of it."""
    entry = Entry(feed_url="http://news.example/feed", url="http://news.example/one", title="One")
    kept = shelf.keep(page(b"one"), "page", entry)
    assert (kept.entry, kept.kind, kept.size) == (entry, "page", 3)


def test_the_same_bytes_are_kept_once(shelf: PageShelf, page: Callable[..., Page]) -> None:
    """Two addresses with one body are one file; what differs is in their rows."""
    first, second = shelf.keep(page(b"same"), "page"), shelf.keep(page(b"same", "http://other.example/"), "feed")
    assert first.digest == second.digest
    assert len(_files(shelf)) == 1
    assert [shelf.page(kept).url for kept in (first, second)] == ["http://news.example/one", "http://other.example/"]


def test_an_empty_body_is_a_body(shelf: PageShelf, page: Callable[..., Page]) -> None:
    """A page of no bytes is kept and comes back."""
    assert shelf.page(shelf.keep(page(b""), "page")).body == b""


def test_nobody_else_can_read_what_is_kept(shelf: PageShelf, page: Callable[..., Page]) -> None:
    """Pages may be somebody's paid subscription: files and folders are private."""
    path = _file(shelf, shelf.keep(page(b"mine"), "page"))
    modes = [stat.S_IMODE(place.stat().st_mode) for place in (path, path.parent, shelf.directory)]
    assert modes == [0o600, 0o700, 0o700]


def test_a_killed_process_leaves_no_half_file_under_a_name(shelf: PageShelf, page: Callable[..., Page]) -> None:
    """Killed in the middle of writing, the bytes are not there; kept again, they are, and the rest is swept away."""
    body = bytes(range(256)) + os.urandom(50_000)
    (shelf.directory.parent / "body").parent.mkdir()
    (shelf.directory.parent / "body").write_bytes(body)
    killed = (
        "import resource, signal, sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from pipeline.models import Page; from pipeline.store.pages import PageShelf\n"
        "home = Path(sys.argv[1]); body = (home / 'body').read_bytes()\n"
        "page = Page(url='http://a.example/', final_url='http://a.example/', body=body, fetched_at=datetime.now(UTC))\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_DFL); PageShelf(home / 'pages').keep(page, 'page')\n"
    )
    ended = subprocess.run([sys.executable, "-c", killed, str(shelf.directory.parent)], check=False)  # noqa: S603 - our own code
    assert ended.returncode == -signal.SIGXFSZ
    left = _files(shelf)
    assert [(path.suffix, path.stat().st_size) for path in left] == [(".part", 9000)]
    kept = shelf.keep(page(body), "page")
    assert shelf.page(kept).body == body
    assert shelf.sweep({kept.digest}) == (1, 9000)
    assert _files(shelf) == [_file(shelf, kept)]


def test_a_full_disk_is_said_so_and_loses_nothing(shelf: PageShelf, page: Callable[..., Page]) -> None:
    """What was kept before can still be read, and nothing half is left."""
    before = shelf.keep(page(b"before"), "page")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(DiskFullError, match="no space left"):
            shelf.keep(page(os.urandom(50_000)), "page")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert shelf.page(before).body == b"before"
    assert _files(shelf) == [_file(shelf, before)]


def test_two_that_keep_the_same_bytes_at_once_do_not_disturb_each_other(
    shelf: PageShelf, page: Callable[..., Page]
) -> None:
    """Whoever is first, the file is whole, and there is one."""
    bodies = [os.urandom(100_000) for _ in range(5)]
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda body: shelf.keep(page(body), "page"), bodies * 8))
    assert [shelf.page(one).body for one in kept] == bodies * 8
    assert len(_files(shelf)) == 5


def test_a_missing_file_is_named(shelf: PageShelf, page: Callable[..., Page]) -> None:
    """Somebody tidied up by hand: the error names the file and the address."""
    kept = shelf.keep(page(b"gone"), "page")
    _file(shelf, kept).unlink()
    with pytest.raises(LostPageError, match=rf"{kept.digest}\.gz: is missing, so http://news\.example/one cannot"):
        shelf.page(kept)


@pytest.mark.parametrize(
    "damage", [b"", b"no gzip at all", None, "other"], ids=["empty", "noise", "cut", "other bytes"]
)
def test_damaged_bytes_are_found_out_and_mended_when_they_come_again(
    shelf: PageShelf, page: Callable[..., Page], damage: bytes | str | None
) -> None:
    """No stage ever sees other bytes than those that were fetched."""
    body = os.urandom(5000)
    kept, other = shelf.keep(page(body), "page"), shelf.keep(page(b"another page"), "page")
    path = _file(shelf, kept)
    damaged = _file(shelf, other).read_bytes() if damage == "other" else damage
    path.write_bytes(path.read_bytes()[:-2000] if damaged is None else damaged)  # type: ignore[arg-type]  # bytes by now
    with pytest.raises(LostPageError, match="is damaged"):
        shelf.page(kept)
    assert shelf.page(shelf.keep(page(body), "page")).body == body


def test_what_is_needed_stays(shelf: PageShelf, page: Callable[..., Page]) -> None:
    """Sweeping frees what no row needs, and touches nothing that is not the shelf's."""
    kept = [shelf.keep(page(letter.encode() * 100), "page") for letter in "abc"]
    mine = shelf.directory / kept[0].digest[:2] / "notes.txt"
    mine.write_text("mine", encoding="utf-8")
    freed = sum(_file(shelf, one).stat().st_size for one in kept[:2])
    assert shelf.sweep({kept[2].digest}) == (2, freed)
    assert _files(shelf) == sorted([_file(shelf, kept[2]), mine])


def test_the_oldest_bytes_go_first(shelf: PageShelf, page: Callable[..., Page]) -> None:
    """A sweep that is cut off has freed the bytes that were due the longest."""
    kept = [shelf.keep(page(letter.encode()), "page") for letter in "abcd"]
    for age, one in zip((3, 9, 1, 5), kept, strict=True):
        os.utime(_file(shelf, one), (1e9 - age, 1e9 - age))

    class Asked(list[object]):
        def __contains__(self, digest: object) -> bool:
            self.append(digest)
            return True

    asked = Asked()
    shelf.sweep(asked)
    assert list(asked) == [kept[place].digest for place in (1, 3, 0, 2)]


def test_a_shelf_tells_what_it_holds(shelf: PageShelf, page: Callable[..., Page]) -> None:
    """How many bodies, how much of the disk, and since when; an empty one holds nothing."""
    assert shelf.holdings() == (0, 0, None)
    kept = shelf.keep(page(b"x" * 10_000), "page")
    held, path = shelf.holdings(), _file(shelf, kept)
    assert held[:2] == (1, path.stat().st_size)
    assert held.since is not None
    assert held.since.timestamp() == pytest.approx(path.stat().st_mtime)
    assert held.size < 10_000
