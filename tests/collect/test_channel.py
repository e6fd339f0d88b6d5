from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from pipeline.collect.feeds import parse_feed
from pipeline.collect.formats.channel import Channel, as_parsed
from pipeline.models import Page

if TYPE_CHECKING:
    from pipeline.models import Feed

MakePage = Callable[..., Page]

NAMESPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns="http://purl.org/rss/1.0/"'
)


def rss(head: str) -> str:
    """A feed whose head has these elements."""
    return f'<rss version="2.0" {NAMESPACES}><channel><title>Ledger</title>{head}</channel></rss>'


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("<ttl>60</ttl>", 3600),
        ("<ttl> 15.0 </ttl>", 900),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 3600),
        ("<sy:updatePeriod>\n hourly </sy:updatePeriod><sy:updateFrequency> 2 </sy:updateFrequency>", 1800),
        ("<sy:updatePeriod>weekly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>", 604_800),
        ("<ttl>30</ttl><sy:updatePeriod>daily</sy:updatePeriod>", 1800),
        ("<ttl>999999999</ttl>", 365 * 86_400),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>100000</sy:updateFrequency>", 60),
        ("", None),
        ("<ttl>0</ttl>", None),
        ("<ttl>an hour</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<sy:updatePeriod>now and then</sy:updatePeriod>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", None),
        ("<skipHours><hour>0</hour><hour>1</hour></skipHours>", None),
    ],
)
def test_a_feed_says_how_often_it_changes(fetched_page: MakePage, feed: Feed, head: str, seconds: int | None) -> None:
    """In minutes or in changes in a period; what cannot be meant says nothing."""
    assert parse_feed(fetched_page(rss(head)), feed).every == seconds


def test_a_feed_names_its_hub_and_itself(fetched_page: MakePage, feed: Feed) -> None:
    """Both are joined to the address that answered."""
    head = '<atom:link rel="hub" href="//hub.example/"/><atom:link rel="self" href="/own.xml"/>'
    parsed = parse_feed(fetched_page(rss(head)), feed)
    assert (parsed.hub, parsed.self_url) == ("http://hub.example/", "http://outlet.example/own.xml")


def test_a_json_feed_names_its_hub_and_itself(fetched_page: MakePage, feed: Feed) -> None:
    """The first of its hubs that is an address."""
    body = """{"version": "https://jsonfeed.org/version/1", "items": [], "feed_url": "https://outlet.example/feed.json",
        "hubs": [7, {"type": "WebSub"}, {"type": "WebSub", "url": "https://hub.example/"}]}"""
    parsed = parse_feed(fetched_page(body), feed)
    assert (parsed.hub, parsed.self_url) == ("https://hub.example/", "https://outlet.example/feed.json")


def test_the_header_names_a_hub_before_the_feed_does(fetched_page: MakePage, feed: Feed) -> None:
    """WebSub looks there first."""
    link = '<https://first.example/>; title="a, b"; rel="alternate hub", <https://outlet.example/feed>; rel=self'
    page = fetched_page(rss('<atom:link rel="hub" href="http://hub.example/"/>'), headers={"link": link})
    parsed = parse_feed(page, feed)
    assert (parsed.hub, parsed.self_url) == ("https://first.example/", "https://outlet.example/feed")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "", " "])
def test_a_hub_out_of_the_web_is_none(fetched_page: MakePage, feed: Feed, address: str) -> None:
    """Nobody is asked there."""
    parsed = as_parsed(Channel(title=None, hubs=(address,), own=(address,)), (), fetched_page(b""), feed)
    assert {parsed.hub, parsed.self_url} <= {None, "http://outlet.example/feed.xml"}
