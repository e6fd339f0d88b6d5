from __future__ import annotations

import pytest

from pipeline.same_page import same_page_key


@pytest.mark.parametrize(
    "url",
    [
        "https://www.ledger.example/2018/03/best-buy",
        "http://ledger.example/2018/03/best-buy/",
        "https://www.ledger.example:443/2018/03/best-buy#comments",
        "https://WWW.Ledger.Example/2018//03/best-buy",
        "https://www.ledger.example/2018/x/../03/best-buy",
        "https://www.ledger.example/2018/03/best%2Dbuy",
        "https://www.ledger.example/2018/03/best-buy?utm_source=feed&utm_medium=rss&fbclid=abc&ncid=txt&cmpid=9&smid=tw",
        "https://www.ledger.example/2018/03/best-buy/amp/",
        "https://amp.ledger.example/2018/03/best-buy",
        "https://www.ledger.example/amp/2018/03/best-buy",
        "https://www.ledger.example/2018/03/best-buy?amp=1",
        "https://www-ledger-example.cdn.ampproject.org/c/s/www.ledger.example/2018/03/best-buy",
        "https://www.google.com/amp/s/www.ledger.example/2018/03/best-buy/amp",
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Fwww.ledger.example%2F2018%2F03%2Fbest-buy&usg=x",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.ledger.example%2F2018%2F03%2Fbest-buy%3Futm_source%3Dfb&h=x",
    ],
)
def test_one_page_has_one_key(url: str) -> None:
    """However an address arrives, the page it names is the same."""
    assert same_page_key(url) == "ledger.example/2018/03/best-buy"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://ledger.example/view.html?cid=1234", "http://ledger.example/view.html?cid=1235"),
        ("http://ledger.example/?p=1", "http://ledger.example/?p=2"),
        ("http://ledger.example/a", "http://ledger.example/A"),
        ("http://ledger.example/camp", "http://ledger.example/c"),
        ("http://ledger.example/#!/a", "http://ledger.example/#!/b"),
        ("http://ledger.example/a", "http://wire.example/a"),
        ("http://ledger.example/a?page=1", "http://ledger.example/a?page=2"),
    ],
)
def test_two_pages_have_two_keys(one: str, other: str) -> None:
    """What may tell pages apart stays: an article seen twice is found by its text, an article lost is lost."""
    assert same_page_key(one) != same_page_key(other)


@pytest.mark.parametrize("url", ["seed:000.txt", "http://[::1", "", "not an address", "tag:ledger.example,2018:1"])
def test_what_is_no_web_address_is_its_own_key(url: str) -> None:
    """Nothing raises, nothing is normalised."""
    assert same_page_key(url) == url


def test_a_key_is_its_own_key_when_asked_again() -> None:
    """Stored keys can be compared with new ones after any number of turns."""
    key = same_page_key("https://www.ledger.example/a?b=2&a=1&utm_source=x")
    assert same_page_key("http://" + key) == key
