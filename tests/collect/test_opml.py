from __future__ import annotations

import pytest

from pipeline.collect.opml import read_opml, without_address, write_opml
from pipeline.errors import ConfigurationError
from pipeline.models import Feed

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>My feeds</title></head><body>
  <outline text="Phones"><outline text="Ledger" title="Daily Ledger" type="rss" xmlUrl="http://ledger.example/feed?a=1&amp;b=2"/></outline>
  <outline TEXT="Wire" XMLURL=" http://wire.example/feed "/>
  <outline text="again" xmlUrl="http://wire.example/feed"/><outline text="a note without address"/>
</body></opml>"""


def test_folders_are_flattened_and_addresses_come_once() -> None:
    """What other readers export is understood, in its order."""
    assert read_opml(OPML.encode(), "phones") == (
        Feed(url="http://ledger.example/feed?a=1&b=2", topic="phones", label="Daily Ledger"),
        Feed(url="http://wire.example/feed", topic="phones", label="Wire"),
    )


def test_what_is_written_is_read_back() -> None:
    """Also with quotation marks, ampersands and control characters in a label."""
    feeds = (
        Feed(url="http://a.example/?x=1&y=<2>", topic="t", label='A "quoted" & <b>bold</b> label\x00'),
        Feed(url="http://b.example/", topic="t"),
    )
    written = write_opml(feeds, "Feeds & <more>").encode()
    assert [feed.url for feed in read_opml(written, "t")] == [feed.url for feed in feeds]
    assert [feed.label for feed in read_opml(written, "t")] == ['A "quoted" & <b>bold</b> label', "http://b.example/"]


def test_feeds_without_an_address_are_known_and_folders_are_none() -> None:
    """An empty address, or none though it is said to be a feed; a plain outline is a folder or a note."""
    opml = '<opml><body><outline text="a" xmlUrl=" "/><outline text="b" type="rss"/><outline text="c"/></body></opml>'
    assert without_address(opml.encode(), "t") == (
        Feed(url="", topic="t", label="a"),
        Feed(url="", topic="t", label="b"),
    )
    assert read_opml(opml.encode(), "t") == ()


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
        ("", "not well formed"),
        ('<?xml version="1.0" encoding="klingon"?><opml/>', "not well formed|cannot be read"),
    ],
)
def test_a_list_that_cannot_be_read_says_why(opml: str, reason: str) -> None:
    """The message helps whoever wrote the file; entities are refused before they are declared."""
    with pytest.raises(ConfigurationError, match=reason):
        read_opml(opml.encode(), "t")
