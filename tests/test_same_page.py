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
        "https://www.google.co.uk/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttp%253A%252F%252Fledger.example%252F2018%252F03%252Fbest-buy",
        "https://news.google.com/news/url?sa=t&ct2=us&url=http://ledger.example/2018/03/best-buy",
        "https://m.ledger.example/2018/03/best-buy",
        "https://mobile.ledger.example/2018/03/best-buy#top",
        "https://ledger.example./2018/03/best-buy/index.shtml",
        "https://ledger.example/2018/03/best-buy/Default.aspx",
        "https://ledger.example/2018/03/best-buy;jsessionid=0A1B?PHPSESSID=4f&sid=0123456789abcdef0",
        "https://ledger.example/2018/./03/best-buy?ocid=socialflow&icid=nav&cid=cnn_tw&ref=rss&at_medium=feed&_ga=2.1&s_cid=x",
        "https://ledger.example/2018/03/best-buy?utm_source=a&amp;utm_medium=b&amp;outputType=amp",
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
        ("http://ledger.example/view?story=best-buy", "http://ledger.example/view?story=huawei"),
        ("http://ledger.example/view?gallery=1", "http://ledger.example/view?gallery=2"),
        ("http://ledger.example/view?reference=a", "http://ledger.example/view?reference=b"),
        ("http://ledger.example/view?keyword=best-buy", "http://ledger.example/view?keyword=huawei"),
        ("http://ledger.example/view?source_id=1", "http://ledger.example/view?source_id=2"),
        ("http://ledger.example/view?cid=AEN20180322006", "http://ledger.example/view?cid=AEN20180322007"),
        ("http://ledger.example/view?sid=101", "http://ledger.example/view?sid=102"),
        ("http://ledger.example/#/story/1", "http://ledger.example/#/story/2"),
        ("http://ledger.example/%D0%C2", "http://ledger.example/%CE%C5"),
        ("http://ledger.example/?q=%D0%C2", "http://ledger.example/?q=%CE%C5"),
        ("http://ledger.example/a%2Fb", "http://ledger.example/a/b"),
        ("http://ledger.example:8080/a", "http://ledger.example:8081/a"),
        ("http://m.co/a", "http://mobile.co/a"),
        ("http://mobile.de/a", "http://m.de/a"),
        ("http://ledger.example/index.php/a", "http://ledger.example/index.php/b"),
    ],
)
def test_two_pages_have_two_keys(one: str, other: str) -> None:
    """What may tell pages apart stays: an article seen twice is found by its text, an article lost is lost."""
    assert same_page_key(one) != same_page_key(other)


def test_a_host_is_the_same_in_letters_and_in_punycode() -> None:
    """Browsers show one, feeds carry the other; and percent-encoding has two spellings."""
    assert same_page_key("http://xn--bcher-kva.example/%c3%a4") == same_page_key("https://B\u00fccher.example/\u00e4")


@pytest.mark.parametrize("url", ["seed:000.txt", "http://[::1", "", "not an address", "tag:ledger.example,2018:1"])
def test_what_is_no_web_address_is_its_own_key(url: str) -> None:
    """Nothing raises, nothing is normalised."""
    assert same_page_key(url) == url


def test_a_key_is_its_own_key_when_asked_again() -> None:
    """Stored keys can be compared with new ones after any number of turns."""
    key = same_page_key("https://www.ledger.example/a%2Fb/?b=2+3&a=1&utm_source=x&c")
    assert same_page_key("http://" + key) == key
