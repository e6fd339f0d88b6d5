from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.models import Article, Drop, Page, Quality
from pipeline.read.extract import read_article

MakePage = Callable[..., Page]
MakeHtml = Callable[..., str]
STUB = "Best Buy will stop selling phones made by Huawei within weeks, according to a person who knows the plans. " * 4


MISSING = """<html><head><title>Page not found</title></head><body><h1>404</h1>
<p>Sorry, the page you are looking for could not be found. It may have been moved or deleted.</p>
<p>Try our search or go back to the front page of our site.</p></body></html>"""
CONSENT = """<html><head><title>Daily Ledger</title></head><body><h1>We value your privacy</h1>
<p>We and our 812 partners store cookies on your device to show personalised ads and content.</p>
<p>With your consent we may process data such as cookies for legitimate interest. You accept all.</p></body></html>"""
CAPTCHA = """<html><head><title>Just a moment</title></head><body>
<p>Checking your browser before you reach the site. Please enable JavaScript and complete the captcha so that we know
you are not a robot. This takes five seconds.</p></body></html>"""
HOTEL = """<html><head><title>Free Wi-Fi</title></head><body>
<p>Welcome, guest of the hotel. To go online, please log in to the hotel network or accept the terms of use for our
wi-fi below and then continue to your page.</p></body></html>"""
SHELL = """<html><head><title>Ledger</title></head><body><div id="root"></div>
<noscript>You need to enable JavaScript to run this app.</noscript><script src="/app.js"></script></body></html>"""


@pytest.mark.parametrize(
    ("html", "detail"),
    [(MISSING, "soft 404"), (CONSENT, "consent wall"), (CAPTCHA, "gate"), (HOTEL, "gate"), (SHELL, "JavaScript")],
    ids=["missing", "consent", "captcha", "hotel", "shell"],
)
def test_a_page_that_is_no_article_is_dropped_with_the_signal(html_page: MakePage, html: str, detail: str) -> None:
    """Soft 404, consent wall, captcha, captive page, script shell: none of them ever makes a claim."""
    outcome = read_article(html_page(html))
    assert isinstance(outcome, Drop), outcome
    assert outcome.reason == "not an article"
    assert detail in (outcome.detail or "")


def test_a_page_of_links_is_no_article(html_page: MakePage) -> None:
    """A section front lists headlines, which are other people's claims."""
    headline = "Retailer stops selling the phones of a maker after months of talks with it"
    links = "".join(f'<p><a href="/a/{number}">{headline}, part {number}</a></p>' for number in range(12))
    outcome = read_article(
        html_page(f"<html><head><title>Phones</title></head><body><main>{links}</main></body></html>")
    )
    assert isinstance(outcome, Drop), outcome
    assert outcome.reason == "not an article"


def test_a_front_page_is_no_article(html_page: MakePage, news_html: MakeHtml) -> None:
    """An address without a path is a site, not a story; unless the page calls itself an article."""
    assert isinstance(read_article(html_page(news_html(), url="http://ledger.example/")), Drop)
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Best Buy"}</script>'
    assert isinstance(read_article(html_page(news_html(head=head), url="http://ledger.example/")), Article)


@pytest.mark.parametrize(
    ("head", "after", "reason"),
    [
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>',
            "",
            "not free",
        ),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>',
            "",
            "not free",
        ),
        ('<meta property="article:content_tier" content="locked">', "", "not free"),
        ("", '<div class="gate">Already a subscriber? Subscribe to continue reading.</div>', "a teaser"),
        ("", "<p>This article is for subscribers only, and they are many.</p>", "a teaser"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "wordCount": 900}</script>', "", "of 900 words"),
    ],
)
def test_a_stub_before_a_paywall_is_partial(
    html_page: MakePage, news_html: MakeHtml, head: str, after: str, reason: str
) -> None:
    """It is kept with the reason, so that nothing new is concluded from it."""
    outcome = read_article(html_page(news_html(head=head, text=STUB, after=after)))
    assert isinstance(outcome, Article), outcome
    assert outcome.quality is Quality.PARTIAL
    assert reason in (outcome.quality_reason or "")


def test_an_article_broken_off_is_partial(html_page: MakePage) -> None:
    """A text that ends in dots is the beginning of one."""
    last = "<p>The retailer, which has a thousand shops, said that…</p>"
    html = f"<html><body><article><h1>Best Buy</h1><p>{STUB}</p>{last}</article></body></html>"
    outcome = read_article(html_page(html))
    assert isinstance(outcome, Article), outcome
    assert (outcome.quality, outcome.quality_reason) == (Quality.PARTIAL, "broken off in mid-text")


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_a_metered_article_that_came_whole_is_whole(
    html_page: MakePage, news_html: MakeHtml, seed_texts: dict[str, str], seed: str
) -> None:
    """A third of news pages say they are not free; the text is what counts."""
    long = seed_texts[seed] * (1 + 400 // len(seed_texts[seed].split()))
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    outcome = read_article(html_page(news_html(head=head, text=long)))
    assert isinstance(outcome, Article), outcome
    assert (outcome.quality, outcome.quality_reason) == (Quality.FULL, None)


def test_an_article_about_cookies_and_missing_pages_is_an_article(html_page: MakePage, news_html: MakeHtml) -> None:
    """Signals against being one count only while there is little text."""
    text = "\n".join(
        f"The regulator said in point {number} that cookies need consent, that a page not found is no excuse, and "
        "that a captcha is no access control; subscribers read the full story only after they accept all terms."
        for number in range(12)
    )
    outcome = read_article(html_page(news_html(text=text)))
    assert isinstance(outcome, Article), outcome
    assert outcome.quality is Quality.FULL
