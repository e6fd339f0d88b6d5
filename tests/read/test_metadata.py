from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.read.metadata import authors, canonical_address, language, outlet, title

if TYPE_CHECKING:
    from pipeline.models import Entry

Describe = Callable[..., tuple[Any, Any]]
HERE = "http://ledger.example/2018/03/best-buy"


def ld(**fields: object) -> str:
    """A head with one JSON-LD article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def nothing() -> None:
    """No byline on the page."""


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ([{"name": "Jane Doe"}, {"name": "John Roe"}], ("Jane Doe", "John Roe")),
        ("By Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ({"name": "Jane Doe, Senior Writer"}, ("Jane Doe",)),
        ("Posted by Jane Doe on March 2, 2018", ("Jane Doe",)),
        ("Jane Doe (Reuters)", ("Jane Doe",)),
        ("Jane Doe in New York and John Roe in London", ("Jane Doe", "John Roe")),
        ("Jane Doe - Senior Editor", ("Jane Doe",)),
        ("Doe, Jane", ("Jane Doe",)),
        ("Reuters, AFP", ("Reuters",)),
        ("jane.doe@ledger.example (Jane Doe)", ("Jane Doe",)),
        ({"name": "JANE DOE, AP Auto Writer"}, ("JANE DOE",)),
        ({"name": "Jane Doe; John Roe & Ann Poe"}, ("Jane Doe", "John Roe", "Ann Poe")),
        ({"@type": "Organization", "name": "Reuters"}, ("Reuters",)),
        ({"@type": "Organization", "name": "Daily Ledger"}, ()),
        ("https://ledger.example/author/jane-doe", ()),
        ("admin", ()),
        (["Jane Doe", "Jane Doe"], ("Jane Doe",)),
        (None, ()),
        ({"name": {"name": {"name": 3}}}, ()),
    ],
)
def test_authors_are_names_of_people_and_agencies(described: Describe, given: object, names: tuple[str, ...]) -> None:
    """Each once and apart; roles, addresses and the outlet itself are no authors."""
    _, found = described(ld(author=given, publisher={"name": "Daily Ledger"}))
    assert authors(found, nothing) == names


def test_a_byline_is_believed_where_it_reads_like_a_person(described: Describe) -> None:
    """What the page looks like it says is asked last and trusted least."""
    _, found = described("")
    assert authors(found, lambda: "Jane Doe; John Q. Roe") == ("Jane Doe", "John Q. Roe")
    assert authors(found, lambda: "Carrie Arnold November; Detroit News wire services Published") == ()


def test_references_in_json_ld_are_followed(described: Describe) -> None:
    """Templates name people and publisher once and refer to them by id."""
    graph = {
        "@graph": [
            {"@type": "Article", "author": {"@id": "#jane"}, "publisher": {"@id": "#us"}, "headline": "x"},
            {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
            {"@type": "Organization", "@id": "#us", "name": "Daily Ledger"},
        ]
    }
    _, found = described(f'<script type="application/ld+json">{json.dumps(graph)}</script>')
    assert authors(found, nothing) == ("Jane Doe",)
    assert outlet(found, None, HERE) == "Daily Ledger"


def test_the_node_of_this_page_is_taken_and_not_that_of_a_recommended_one(described: Describe) -> None:
    """A page that describes several articles is the one with its address."""
    nodes = [
        {
            "@type": "NewsArticle",
            "headline": "Another",
            "datePublished": "2018-01-01",
            "url": "http://ledger.example/other",
        },
        {
            "@type": "NewsArticle",
            "headline": "This",
            "datePublished": "2018-03-22",
            "mainEntityOfPage": {"@id": HERE + "?utm_source=x"},
        },
    ]
    tree, found = described(f'<script type="application/ld+json">{json.dumps(nodes)}</script>')
    assert title(tree, found, None) == "This"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "A\nB"}',
        '<!-- {"@type": "NewsArticle", "headline": "A B"} -->',
        '//<![CDATA[\n{"@type": ["NewsArticle"], "headline": ["A B"]};\n//]]>',
    ],
)
def test_what_templates_do_to_json_is_tolerated(described: Describe, script: str) -> None:
    """Line breaks in strings, comments and character data around."""
    tree, found = described(f'<script type="application/ld+json">{script}</script>')
    assert title(tree, found, None) == "A B"


@pytest.mark.parametrize(
    "script", ["{", "[" * 100_000, '"text"', "null", '{"@type": "NewsArticle", "@graph": 3}', '{"@type": {"a": 1}}']
)
def test_hostile_json_is_no_news(described: Describe, script: str) -> None:
    """What cannot be read says nothing, and nothing breaks."""
    tree, found = described(f'<script type="application/ld+json">{script}</script>', "<h1>Heading</h1>")
    assert title(tree, found, None) == "Heading"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (ld(publisher={"name": "Daily Ledger"}) + '<meta property="og:site_name" content="ledger">', "Daily Ledger"),
        (
            ld(publisher={"name": "Associated Press"}) + '<meta property="og:site_name" content="Daily Ledger">',
            "Daily Ledger",
        ),
        ('<meta property="og:site_name" content="Daily Ledger | Phones | Laptops">', "Daily Ledger"),
        (ld(publisher={"name": "https://ledger.example/#us"}), "Ledger by Feed"),
        ('<meta property="og:site_name" content="@ledger">', "Ledger by Feed"),
        ("", "Ledger by Feed"),
    ],
)
def test_the_outlet_is_the_publishers_own_name(described: Describe, entry: Entry, head: str, name: str) -> None:
    """Before the site's label, before what the feed says; an agency as publisher is not the outlet."""
    _, found = described(head)
    assert outlet(found, entry, HERE) == name


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="/2018/03/best-buy-huawei">', "http://ledger.example/2018/03/best-buy-huawei"),
        ('<link rel="canonical" href="https://www.ledger.example/x">', "https://www.ledger.example/x"),
        ('<link rel="canonical" href="http://evil.example/x">', HERE),
        ('<link rel="canonical" href="http://ledger.example.evil.example/x">', HERE),
        ('<link rel="canonical" href="http://ledger.example/">', HERE),
        ('<link rel="canonical" href="http://[::1">', HERE),
        ('<link rel="canonical" href="javascript:alert(1)">', HERE),
        ('<meta property="og:url" content="http://ledger.example/x">', "http://ledger.example/x"),
        ("", HERE),
    ],
)
def test_a_canonical_address_counts_on_its_own_site_only(described: Describe, head: str, address: str) -> None:
    """Neither another site nor the front page can take an article over."""
    tree, found = described(head)
    assert canonical_address(tree, found, HERE) == address


@pytest.mark.parametrize(
    ("head", "body", "headline"),
    [
        (ld(headline="Stated") + '<meta property="og:title" content="Tagged">', "<h1>Shown</h1>", "Stated"),
        ('<meta property="og:title" content="Tagged">', "<h1>Shown</h1>", "Tagged"),
        ("", "<h1>Shown</h1>", "Shown"),
        ('<meta property="og:site_name" content="Daily Ledger">', "<h1>Daily Ledger</h1><h1>Shown</h1>", "Shown"),
        ('<meta property="og:site_name" content="t">', "<h1>t</h1>", "Best Buy drops Huawei"),
        ("", "", "t"),
    ],
)
def test_the_pages_own_title_stands_before_the_feeds(
    described: Describe, entry: Entry, head: str, body: str, headline: str
) -> None:
    """Feeds shorten and sharpen headlines; the name of the site is none."""
    tree, found = described(head, body)
    assert title(tree, found, entry) == headline


def test_a_headline_comes_without_the_site_behind_it(described: Describe) -> None:
    """Also from og:title; a headline with a dash of its own stays whole."""
    site = '<meta property="og:site_name" content="Daily Ledger">'
    tree, found = described(
        site + '<meta property="og:title" content="Best Buy – and Huawei &amp;amp; others | Daily Ledger">'
    )
    assert title(tree, found, None) == "Best Buy – and Huawei & others"


def test_the_language_is_what_is_declared_unless_the_text_is_plainly_in_another(
    described: Describe, seed_texts: dict[str, str]
) -> None:
    """Templates declare "en" everywhere; a short text leaves it to them."""
    tree, found = described('<meta property="og:locale" content="da_DK">')
    assert language(tree, found, seed_texts["000"]) == "en"
    assert language(tree, found, "Kort.") == "da"
    norwegian = "Butikkjeden slutter å selge telefoner fra det kinesiske selskapet, skriver avisen i dag. " * 8
    assert language(tree, found, norwegian) == "da"
    tree, found = described("")
    assert language(tree, found, seed_texts["000"]) == "en"
    assert language(tree, found, "") is None
