from __future__ import annotations

import pytest

from pipeline.collect.lists.exports import read_export
from pipeline.collect.lists.opml import ListedFeed, read_list, read_opml, without_address
from pipeline.collect.lists.opml_edit import with_feeds, without_feed, write_opml
from pipeline.errors import ConfigurationError
from pipeline.models import Feed

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>My feeds</title></head><body>
  <outline text="Phones"><outline text="Ledger" title="Daily Ledger" type="rss" xmlUrl="http://ledger.example/feed?a=1&amp;b=2"/></outline>
  <outline TEXT="Wire" XMLURL=" http://wire.example/feed "/>
  <outline text="again" xmlUrl="http://wire.example/feed"/><outline text="a note without address"/>
</body></opml>"""


FOAF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://xmlns.com/foaf/0.1/"
 xmlns:rss="http://purl.org/rss/1.0/" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">
<Agent><name>A</name><weblog><Document rdf:about="http://a.example/"><rdfs:seeAlso>
<rss:channel rdf:about="http://a.example/feed"/></rdfs:seeAlso></Document></weblog></Agent></rdf:RDF>"""


def test_folders_are_flattened_and_addresses_come_once() -> None:
    """What other readers export is understood, in its order."""
    assert read_opml(OPML.encode(), "phones") == (
        Feed(url="http://ledger.example/feed?a=1&b=2", topic="phones", label="Daily Ledger"),
        Feed(url="http://wire.example/feed", topic="phones", label="Wire"),
    )


def test_what_is_written_is_read_back() -> None:
    """Also with quotation marks, ampersands and control characters in a label, and with folders in folders."""
    feeds = (
        ListedFeed(
            "http://a.example/?x=1&y=<2>", 'A "quoted" & <b>bold</b> label\x00\ud800', ("Phones", "Tests & trials")
        ),
        ListedFeed("http://b.example/"),
        ListedFeed("http://c.example/", "C", ("Phones",)),
        ListedFeed("http://d.example/", "Ünïcode 漢字", ("Phones", "Tests & trials")),
    )
    written = write_opml(feeds, "Feeds & <more>\x0b")
    assert written.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">')
    assert [feed._replace(label=None) for feed in read_list(written)] == [
        feeds[index]._replace(label=None) for index in (0, 3, 2, 1)
    ]
    labels = {feed.url: feed.label for feed in read_opml(written, "t")}
    assert labels["http://a.example/?x=1&y=<2>"] == 'A "quoted" & <b>bold</b> label'
    assert (labels["http://b.example/"], labels["http://d.example/"]) == (None, "Ünïcode 漢字")


HAND_MADE = """<?xml version="1.0" encoding="UTF-8"?>
<!-- mine -->
<opml xmlns:my="http://my.example/" version="2.0">
  <head>
    <title>Phones</title>
  </head>
  <body>
    <!-- the good ones -->
    <outline text="Papers" my:open="yes">
      <outline type="rss" text="Ledger" xmlUrl="http://ledger.example/feed" category="/a,/b" my:stars="5"/>
      <outline type="rss" text="Wire" xmlUrl="http://wire.example/feed"/>
    </outline>
  </body>
</opml>
"""


def test_what_stands_around_a_feed_by_hand_stays() -> None:
    """Comments, folders, other readers' attributes, indentation: nothing moves but the line that is added."""
    longer = with_feeds(HAND_MADE.encode(), [ListedFeed("http://new.example/feed", "New", ("Papers",))]).decode()
    added = '      <outline type="rss" text="New" title="New" xmlUrl="http://new.example/feed"/>\n'
    assert longer == HAND_MADE.replace("    </outline>\n", added + "    </outline>\n")
    assert (without_feed(longer.encode(), "http://new.example/feed") or b"").decode() == HAND_MADE


def test_a_feed_is_taken_out_wherever_it_stands() -> None:
    """First, last, alone, twice, or around others, which stay."""
    first = (without_feed(HAND_MADE.encode(), "http://ledger.example/feed") or b"").decode()
    gone = (
        '      <outline type="rss" text="Ledger" xmlUrl="http://ledger.example/feed" category="/a,/b" my:stars="5"/>\n'
    )
    assert first == HAND_MADE.replace(gone, "")
    alone = (without_feed(first.encode(), "http://wire.example/feed") or b"").decode()
    assert (read_list(alone.encode()), "the good ones" in alone, 'my:open="yes"' in alone) == ((), True, True)
    around = '<opml><body><outline XMLURL=" http://a.example/ "><outline xmlUrl="http://b.example/"/></outline></body></opml>'
    assert [feed.url for feed in read_list(without_feed(around.encode(), "http://a.example/") or b"")] == [
        "http://b.example/"
    ]
    assert without_feed(HAND_MADE.encode(), "http://nowhere.example/") is None


@pytest.mark.parametrize("opml", ["<opml/>", "<OPML><BODY/></OPML>", "<opml><body><outline text='a'/></body></opml>"])
def test_a_list_of_any_shape_can_grow(opml: str) -> None:
    """Without a body, in capitals, on one line."""
    assert read_list(with_feeds(opml.encode(), [ListedFeed("http://a.example/")])) == (ListedFeed("http://a.example/"),)


@pytest.mark.parametrize(
    ("exported", "feeds"),
    [
        (OPML, [("http://ledger.example/feed?a=1&b=2", ("Phones",)), ("http://wire.example/feed", ())]),
        (
            '<opml version="1.1"><body><outline text="Größe"><outline text="é" xmlUrl="http://a.example/?a=1&b=2"></body>',
            [("http://a.example/?a=1&b=2", ("Größe",))],
        ),
        (
            '<!DOCTYPE opml [<!ENTITY a "a">]><opml><outline text="a" xmlUrl="http://a.example/"/></opml>',
            [("http://a.example/", ())],
        ),
        (FOAF, [("http://a.example/feed", ())]),
    ],
)
def test_what_other_readers_export_is_read(exported: str, feeds: list[tuple[str, tuple[str, ...]]]) -> None:
    """Broken or of another kind, in UTF-8, and with document types that nobody resolves."""
    assert [(feed.url, feed.folders) for feed in read_export(exported.encode()).feeds] == feeds


def test_only_a_list_that_is_broken_has_a_flaw() -> None:
    """With the line; a list of another kind is read whole."""
    assert read_export(OPML.encode()).flaw is None
    assert read_export(FOAF.encode()).flaw is None
    assert "not well formed: unclosed token: line 6" in (read_export(OPML[:-10].encode()).flaw or "")


def test_what_is_said_to_be_a_feed_may_have_its_address_as_url() -> None:
    """Some exporters write it so; a link with an address is none, and another list is named as what it is."""
    opml = (
        '<opml><body><outline text="a" type="rss" url="http://a.example/"/><outline type="Atom" url="http://b.example/"/>'
        '<outline text="c" type="link" url="http://c.example/"/><outline text="d" type="include" url="http://d.example/"/>'
        "</body></opml>"
    )
    *feeds, other = read_list(opml.encode())
    assert feeds == [ListedFeed("http://a.example/", "a"), ListedFeed("http://b.example/")]
    assert (other.url, other.label, "another list (http://d.example/)" in other.why_none) == ("", "d", True)
    assert read_list(without_feed(opml.encode(), "http://a.example/") or b"")[0] == feeds[1]


def test_labels_keep_their_letters_in_every_encoding() -> None:
    """Old exports are in Latin-1 and do not say so; broken ones in UTF-8 are no mojibake."""
    broken = '<opml><body><outline text="Süddeutsche & Co" xmlUrl="http://a.example/">'
    for encoding in ("utf-8", "utf-16", "cp1252"):
        assert [feed.label for feed in read_export(broken.encode(encoding)).feeds] == ["Süddeutsche & Co"]


@pytest.mark.parametrize(
    "exported", [b"", b"http://a.example/feed", b"<html><p>no", b"<opml/>x", b"\xff\xfe\x00", b"<opml>" * 500]
)
def test_a_list_without_feeds_says_what_is_wrong_with_it(exported: bytes) -> None:
    """And an address instead of a list is never fetched."""
    with pytest.raises(ConfigurationError, match="no feed found in it: the list of feeds"):
        read_export(exported)


def test_feeds_without_an_address_are_known_and_folders_are_none() -> None:
    """An empty address, or none though it is said to be a feed; a plain outline is a folder or a note."""
    opml = '<opml><body><outline text="a" xmlUrl=" "/><outline text="b" type="rss"/><outline text="c"/></body></opml>'
    assert without_address(opml.encode(), "t") == (
        Feed(url="", topic="t", label="a"),
        Feed(url="", topic="t", label="b"),
    )
    assert read_opml(opml.encode(), "t") == ()


@pytest.mark.parametrize("opml", [b"", b" \n", b"\xef\xbb\xbf\n"])
def test_a_file_with_nothing_in_it_is_a_list_without_feeds(opml: bytes) -> None:
    """Whoever begins a list by hand makes an empty file first."""
    assert (read_list(opml), read_opml(opml, "t")) == ((), ())


@pytest.mark.parametrize(
    ("opml", "reason"),
    [
        (
            '<!DOCTYPE opml [<!ENTITY a "aaaa">]><opml><body><outline text="&a;" xmlUrl="http://a.example/"/></body></opml>',
            "document type",
        ),
        ('<!DOCTYPE opml SYSTEM "file:///etc/passwd"><opml/>', "document type"),
        ('<opml><body>\n<outline xmlUrl="http://a.example/?a=1&b=2"/></body></opml>', r'line 2.*"&amp;"'),
        ("<opml><body>", "not well formed"),
        ("<html><body/></html>", "no <opml> element"),
        ("x", "not well formed"),
        ('<?xml version="1.0" encoding="klingon"?><opml/>', "not well formed|cannot be read"),
    ],
)
def test_a_list_that_cannot_be_read_says_why(opml: str, reason: str) -> None:
    """The message helps whoever wrote the file; entities are refused before they are declared."""
    with pytest.raises(ConfigurationError, match=reason):
        read_opml(opml.encode(), "t")
