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


def page(title: str, body: str) -> str:
    """A page as a site's template makes it, with navigation and footer."""
    return f"""<!doctype html><html lang="en"><head><title>{title}</title></head><body><nav><a href="/">Home</a></nav>
    <main>{body}</main><footer><p>Daily Ledger. <a href="/privacy">Privacy policy</a></p></footer></body></html>"""


TEASER = (
    '<div><h3><a href="/{0}">Retailer stops selling the phones of a maker after long talks, part {0}</a></h3>'
    "<p>The retailer number {0} said on Thursday that it would no longer sell the phones of that maker.{1}</p></div>"
)
TEASERS = "".join(TEASER.format(number, "") for number in range(14))
LINKED_TEASERS = "".join(TEASER.format(number, f' <a href="/{number}">Read more</a>') for number in range(14))


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


@pytest.mark.parametrize(
    ("html", "detail"),
    [
        (page("Page not found - Ledger", f"<h1>Page not found</h1><p>Try these:</p>{TEASERS}"), "Page not found"),
        (page("Error", "<h1>500 Internal Server Error</h1><p>The server met an error that it did not expect, and could"
              " not answer. The owner of the site was told so.</p>"), "soft 404"),
        (page("Ledger | 522: Connection timed out", "<h1>Connection timed out Error code 522</h1><p>The connection to"
              " the origin server of this site timed out, so that the page cannot be shown to you.</p>"), "timed out"),
        (page("Maintenance", "<h1>We’ll be right back</h1><p>Our site is having a rest. We are sorry, and ask you to"
              " come again soon. Thank you for your patience with us.</p>"), "soft 404"),
        (page("Artikel nicht verfügbar", "<h1>Nicht gefunden</h1><p>Der Artikel ist leider nicht mehr verfügbar. Zurück"
              " zur Startseite unserer Zeitung, oder suchen Sie nach einem anderen.</p>"), "soft 404"),
        (page("Access Denied", "<h1>Access Denied</h1><p>You don't have permission to access this page on this server."
              " Reference number 18.2d351ab8.1557333295.a4e16ab</p>"), "gate"),
        (page("Free Wi-Fi", "<h1>Welcome to our Wi-Fi</h1><p>Enter your email address and the number of your room, and"
              " off you go. It is free of charge for all of our guests.</p>"), "gate"),
        (page("Log in", "<h1>Log in to your account</h1><p>Enter your email address and your password. Have you no"
              " account yet? It takes a minute and is free of charge.</p>"), "gate"),
        (page("Index of /news", f"<h1>Index of /news</h1><pre>{'a.html 2018-03-22 10:05 12K ' * 9}</pre>"), "Index"),
        (page("Your privacy", "<h1>Your privacy</h1>" + "<p>With your consent, our partners store cookies on your"
              " device and use precise geolocation data; you may object to their interest.</p>" * 12), "consent wall"),
        (page("Phones", f"<h1>Phones</h1>{TEASERS}"), "list of links"),
        (page("Phones", f"<h1>Phones</h1>{LINKED_TEASERS}"), "list of links"),
    ],
    ids=[
        "missing with stories", "server error", "proxy error", "maintenance", "German", "denied", "network", "log-in",
        "directory", "long consent", "teasers", "linked teasers",
    ],
)  # fmt: skip
def test_a_notice_is_no_article_however_much_stands_below_it(html_page: MakePage, html: str, detail: str) -> None:
    """Servers answer 200 to errors, walls and lists; what they say of themselves is the reason."""
    outcome = read_article(html_page(html))
    assert isinstance(outcome, Drop), outcome
    assert detail in (outcome.detail or "")


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("Airline orders 404 jets", "An airline ordered 404 jets on Thursday, the largest order in its history"),
        ("Journalists denied access to trial", "Access denied to the press is justice denied, said the club of it"),
        ("Maker recalls its cookies", "The maker of a cookie recalled it; the cookies were sold in a thousand shops"),
        ("Missing hiker not found", "The hiker was not found, and the story of her trip was told by her friends"),
        ("Access denied – how the press was kept out", "A court kept the press out of a trial, said the club of it"),
        ("Captcha is dead, study says", "Robots read a captcha better than people do, a study of a captcha says"),
    ],
)
def test_an_article_may_be_about_anything(html_page: MakePage, headline: str, said: str) -> None:
    """Short ones, too: who tells of a thing in the third person does not put it up."""
    outcome = read_article(
        html_page(page(headline, f"<article><h1>{headline}</h1><p>{said}. </p><p>{said}.</p></article>"))
    )
    assert isinstance(outcome, Article), outcome
    assert outcome.quality is Quality.FULL


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
        ("", "<div><h2>This is a premium article</h2><a>Subscribe</a></div>", "a teaser"),
        (
            (
                '<script type="application/ld+json">{"@type": "NewsArticle", "hasPart": {"@type": "WebPageElement",'
                ' "isAccessibleForFree": "False", "cssSelector": ".wall"}}</script>'
            ),
            "",
            "not free",
        ),
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


def test_a_short_article_of_a_metered_site_is_whole(html_page: MakePage) -> None:
    """Each of its pages asks for subscribers, in its header and beside the text."""
    asks = "<p>Already a subscriber? Subscribe to continue reading.</p>"
    html = page(
        "Best Buy", f"<header>{asks}</header><article><h1>Best Buy</h1><p>{STUB}</p></article><aside>{asks}</aside>"
    )
    outcome = read_article(html_page(html))
    assert isinstance(outcome, Article), outcome
    assert outcome.quality is Quality.FULL


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
