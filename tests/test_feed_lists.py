"""The commands that change and exchange a topic's list of feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.collect.lists.opml import read_list

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

EXPORTED = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><body>
<outline text="Papers"><outline text="Ledger" type="rss" xmlUrl="https://ledger.example/feed"/>
<outline text="Wire" type="rss" xmlUrl="http://ada:secret@wire.example/feed?id=1"/></outline>
<outline text="Known in another spelling" xmlUrl="http://www.known.example/feed/"/>
<outline text="Podcatcher" xmlUrl="feed://pod.example/feed"/>
<outline text="Passwords" xmlUrl="file:///etc/passwd"/>
<outline text="Router" xmlUrl="http://192.168.0.1/feed"/><outline text="Printer" xmlUrl="http://0x7f.1/feed"/>
<outline text="Intranet" xmlUrl="http://intranet/feed"/>
<outline text="Gopher" xmlUrl="gopher://old.example/"/><outline text="Nothing" type="rss"/>
<outline text="More" type="include" url="https://lists.example/more.opml"/>
</body></opml>"""


def addresses(folder: Path) -> list[str]:
    """What a topic's list holds."""
    return [feed.url for feed in read_list((folder / "feeds.opml").read_bytes())]


def test_an_imported_list_adds_what_is_missing_and_says_what_it_refuses(
    claimwatch: Callable[..., Outcome], topic_folder: Callable[..., Path], tmp_path: Path
) -> None:
    """Each feed with its reason; nothing of this machine or network comes in by somebody else's list."""
    folder, export = topic_folder("https://known.example/feed"), tmp_path / "export.opml"
    export.write_text(EXPORTED, encoding="utf-8")
    done = claimwatch("feeds", "import", str(export), "--topic", str(folder))
    told = " ".join(done.out.split())
    assert (done.code, "3 feeds added, 1 there already, 7 refused" in told) == (3, True)
    assert addresses(folder) == [
        "https://known.example/feed",
        "https://ledger.example/feed",
        "http://ada:secret@wire.example/feed?id=1",
        "http://pod.example/feed",
    ]
    assert "secret" not in done.out + done.err
    for reason in (
        "Passwords · file:///etc/passwd: only http and https are fetched, not file",
        "Router · http://192.168.0.1/feed: 192.168.0.1 is not on the public internet",
        "Printer · http://0x7f.1/feed: 0x7f.1 is not on the public",
        "Intranet · http://intranet/feed: intranet is not",
        "Gopher · gopher://old.example/: only http and https",
        "Nothing: it gives no address",
        "More: it stands for another list (https://lists.example/more.opml); import that one",
    ):
        assert f"refused {reason}" in told
    again = claimwatch("feeds", "import", str(export), "--topic", str(folder))
    assert "0 feeds added, 4 there already" in " ".join(again.out.split())
    assert len(addresses(folder)) == 4


def test_of_a_list_that_was_cut_off_the_beginning_is_taken_and_that_is_said(
    claimwatch: Callable[..., Outcome], topic_folder: Callable[..., Path], tmp_path: Path
) -> None:
    """With the line, on standard error, and an exit code that says "partly"; half an address is none."""
    outlines = "".join(f'<outline type="rss" xmlUrl="https://{n}.example/feed"/>\n' for n in range(50))
    whole = f"<opml><body>\n{outlines}</body></opml>"
    (tmp_path / "cut.opml").write_text(whole[: whole.index("9.example/feed", 1000)], encoding="utf-8")
    folder = topic_folder()
    done = claimwatch("feeds", "import", "cut.opml", "--topic", str(folder))
    told = " ".join(done.err.split())
    count = len(addresses(folder))
    assert (done.code, f"{count} feeds added" in done.out, count % 10) == (3, True, 9)
    assert "cut.opml: the list of feeds is not well formed: " in told
    assert f"line {count + 2}, column" in told
    assert f"what could be read of it was taken: {count} feeds" in told


def test_a_private_host_that_is_allowed_may_be_imported(
    claimwatch: Callable[..., Outcome], topic_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From standard input as well."""
    monkeypatch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "intranet")
    folder, opml = topic_folder(), b'<opml><body><outline xmlUrl="http://intranet/feed"/></body></opml>'
    done = claimwatch("feeds", "import", "-", "--topic", str(folder), stdin=opml)
    assert (done.code, addresses(folder)) == (0, ["http://intranet/feed"])


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [(b"<html>", 4, "no feed found"), (b"", 4, "no feed found"), (None, 2, "cannot be read")],
)
def test_what_is_no_list_changes_nothing(
    claimwatch: Callable[..., Outcome],
    topic_folder: Callable[..., Path],
    tmp_path: Path,
    content: bytes | None,
    code: int,
    message: str,
) -> None:
    """The message says what was expected."""
    folder, export = topic_folder("http://known.example/feed"), tmp_path / "export.opml"
    if content is not None:
        export.write_bytes(content)
    done = claimwatch("feeds", "import", str(export), "--topic", str(folder))
    assert (done.code, message in done.err) == (code, True)
    assert addresses(folder) == ["http://known.example/feed"]


def test_an_export_is_what_other_readers_import(
    claimwatch: Callable[..., Outcome], topic_folder: Callable[..., Path], tmp_path: Path
) -> None:
    """Passwords go with their feeds and are warned of; what lies on this machine is of no use elsewhere."""
    one, other = topic_folder("http://ada:secret@a.example/?x=1&y=2", name="one"), topic_folder(name="other")
    (tmp_path / "pages").mkdir()
    assert claimwatch("feeds", "add", "pages", "--topic", str(one)).code == 0
    done = claimwatch("feeds", "export", "--topic", str(one))
    assert [feed.url for feed in read_list(done.out.encode())] == ["http://ada:secret@a.example/?x=1&y=2"]
    assert ("left out: 1 feed on this machine" in done.err, "1 address has a user name" in done.err) == (True, True)
    assert claimwatch("feeds", "export", "all.opml", "--topic", str(one), "--topic", str(other)).code == 0
    assert [feed.folders for feed in read_list((tmp_path / "all.opml").read_bytes())] == [("one",)]
    assert claimwatch("feeds", "import", "all.opml", "--topic", str(other)).code == 0
    assert addresses(other) == ["http://ada:secret@a.example/?x=1&y=2"]


def test_adding_a_feed_leaves_a_hand_made_list_as_it_is(
    claimwatch: Callable[..., Outcome], topic_folder: Callable[..., Path]
) -> None:
    """Its comments, its folders, and what other readers wrote there."""
    folder = topic_folder()
    by_hand = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <body>\n    <!-- mine -->\n'
        '    <outline text="A">\n'
        '      <outline text="a" xmlUrl="http://a.example/" stars="5"/>\n    </outline>\n  </body>\n</opml>\n'
    )
    (folder / "feeds.opml").write_text(by_hand, encoding="utf-8")
    assert claimwatch("feeds", "add", "http://b.example/feed", "--topic", str(folder)).code == 0
    assert addresses(folder) == ["http://a.example/", "http://b.example/feed"]
    assert claimwatch("feeds", "remove", "http://b.example/feed", "--topic", str(folder)).code == 0
    assert (folder / "feeds.opml").read_text(encoding="utf-8") == by_hand
    assert not list(folder.glob("*.fresh"))


def test_a_list_that_cannot_be_written_again_stays_as_it_is(
    claimwatch: Callable[..., Outcome], topic_folder: Callable[..., Path]
) -> None:
    """Where a prefix is not declared, the message names the file and the line."""
    folder = topic_folder()
    by_hand = '<opml><body>\n<outline my:stars="5" text="a" xmlUrl="http://a.example/"/></body></opml>'
    (folder / "feeds.opml").write_text(by_hand, encoding="utf-8")
    refused = claimwatch("feeds", "add", "http://b.example/", "--topic", str(folder))
    assert (refused.code, "feeds.opml: " in refused.err, "line 2" in refused.err) == (4, True, True)
    assert (folder / "feeds.opml").read_text(encoding="utf-8") == by_hand


@pytest.mark.parametrize("nothing", ["", " \n"])
def test_an_empty_file_is_a_list_to_be_filled(
    claimwatch: Callable[..., Outcome], topic_folder: Callable[..., Path], nothing: str
) -> None:
    """It stops no command."""
    folder = topic_folder()
    (folder / "feeds.opml").write_text(nothing, encoding="utf-8")
    assert "no feeds yet" in claimwatch("feeds", "list", "--topic", str(folder)).out
    assert claimwatch("feeds", "add", "https://a.example/", "--topic", str(folder)).code == 0
    assert addresses(folder) == ["https://a.example/"]


def test_doctor_names_a_broken_list_once_with_what_to_do(
    claimwatch: Callable[..., Outcome], topic_folder: Callable[..., Path]
) -> None:
    """Though two of its looks need the list."""
    folder = topic_folder()
    (folder / "feeds.opml").write_text("<opml><body>\n<outline>", encoding="utf-8")
    doctor = claimwatch("doctor", "--topic", str(folder))
    told = " ".join(doctor.out.split())
    assert (doctor.code, told.count("not well formed"), "line 2" in told) == (4, 1, True)
    assert "take in what can be read of it with: claimwatch feeds import" in told


def test_a_topic_without_a_list_gets_one(claimwatch: Callable[..., Outcome], topic_folder: Callable[..., Path]) -> None:
    """feeds.opml is made when the first feed is added."""
    folder = topic_folder()
    (folder / "feeds.opml").unlink()
    assert claimwatch("feeds", "remove", "http://a.example/", "--topic", str(folder)).code == 1
    assert claimwatch("feeds", "add", "feed:https://a.example/", "--topic", str(folder)).code == 0
    assert addresses(folder) == ["https://a.example/"]


def test_what_lies_on_this_machine_is_added_by_hand_only(
    claimwatch: Callable[..., Outcome], topic_folder: Callable[..., Path], tmp_path: Path
) -> None:
    """As a file: address, under whatever name; a name that nothing bears is no feed."""
    folder, pages = topic_folder(), tmp_path / "päges & more"
    pages.mkdir()
    assert claimwatch("feeds", "add", pages.name, "--topic", str(folder)).code == 0
    assert addresses(folder) == [pages.as_uri()]
    assert claimwatch("feeds", "add", pages.as_uri(), "--topic", str(folder)).code == 2
    for nothing in ("nowhere", "file:///nowhere/at/all", ""):
        refused = claimwatch("feeds", "add", nothing, "--topic", str(folder))
        assert (refused.code, "file or folder that exists" in refused.err) == (2, True)
    assert claimwatch("feeds", "remove", pages.name, "--topic", str(folder)).code == 0


def test_spellings_of_one_address_are_one_feed_and_parameters_are_not(
    claimwatch: Callable[..., Outcome], topic_folder: Callable[..., Path]
) -> None:
    """A feed's parameters say which feed it is, also those that say nothing on a page; and so does its reader."""
    folder = str(topic_folder("http://a.example/feed?source=phones"))
    for url, code in (
        ("https://www.a.example/feed/?source=phones", 2),
        ("http://a.example/feed?source=tablets", 0),
        ("http://ada:secret@a.example/feed?source=phones", 0),
    ):
        added = claimwatch("feeds", "add", url, "--topic", folder)
        assert (added.code, "secret" in added.err) == (code, False)
