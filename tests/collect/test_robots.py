from __future__ import annotations

import pytest

from pipeline.collect.network.robots import LONGEST_SPACING, RobotRules, robots_text

PAGE = "http://outlet.example/news/a"


def test_without_rules_everything_is_allowed() -> None:
    """No file, an empty one, and an HTML page in its place forbid nothing."""
    for text in (None, "", "<!doctype html><title>Not found</title>"):
        assert RobotRules(text).allow(PAGE)
        assert RobotRules(text).spacing is None


def test_a_path_may_be_closed_to_all() -> None:
    """The rules for everybody are for us, where none is."""
    rules = RobotRules("User-agent: *\nDisallow: /news/\nAllow: /news/open")
    assert not rules.allow(PAGE)
    assert rules.allow("http://outlet.example/news/open.html")
    assert rules.allow("http://outlet.example/sport/")


@pytest.mark.parametrize("name", ["claimwatch", "ClaimWatch", "claimwatch/0.1", "claimwatch*"])
def test_rules_with_our_name_go_before_those_for_all(name: str) -> None:
    """Who names us means us, however it is spelt."""
    rules = RobotRules(f"User-agent: *\nDisallow: /\n\nUser-agent: {name}\nDisallow: /private/\nCrawl-delay: 7")
    assert rules.allow(PAGE)
    assert not rules.allow("http://outlet.example/private/a")
    assert rules.spacing == 7


@pytest.mark.parametrize("name", ["Googlebot", "claim", "claimwatcher", "notclaimwatch", "c"])
def test_rules_for_others_are_not_ours(name: str) -> None:
    """Neither a longer nor a shorter name is ours."""
    assert RobotRules(f"User-agent: {name}\nDisallow: /").allow(PAGE)


def test_a_group_for_several_is_for_each_of_them() -> None:
    """We may stand anywhere in the list."""
    rules = RobotRules("User-agent: Googlebot\nUser-agent: claimwatch\nUser-agent: Bingbot\nDisallow: /news/")
    assert not rules.allow(PAGE)


@pytest.mark.parametrize(
    ("line", "spacing"),
    [
        ("Crawl-delay: 10", 10),
        ("Crawl-delay: 0.5", 0.5),
        ("Request-rate: 1/20", 20),
        ("Request-rate: 30/1m", 2),
        ("Crawl-delay: 3\nRequest-rate: 1/20", 20),
        ("Crawl-delay: 86400", LONGEST_SPACING),
        ("Request-rate: 1/" + "9" * 400, LONGEST_SPACING),
        ("Request-rate: " + "9" * 400 + "/86400", 1),
        ("Crawl-delay: often", None),
        ("Crawl-delay: -3", None),
    ],
)
def test_a_host_says_how_often_it_wants_to_be_visited(line: str, spacing: float | None) -> None:
    """The slower of its wishes counts, up to a minute; nonsense is none."""
    assert RobotRules(f"User-agent: *\n{line}").spacing == spacing


def test_a_text_is_read_from_any_bytes() -> None:
    """A byte order mark, old line ends, and bytes that are no UTF-8."""
    text = robots_text(b"\xef\xbb\xbfUser-agent: *\rDisallow: /caf\xe9\x00\r\nDisallow: /news/", whole=True)
    assert text.splitlines()[0] == "User-agent: *"
    assert "\0" not in text
    assert not RobotRules(text).allow(PAGE)


def test_half_a_rule_is_none() -> None:
    """The last line of a file that was cut may say more than it meant."""
    assert RobotRules(robots_text(b"User-agent: *\nDisallow: /n", whole=False)).allow(PAGE)


def test_a_crowd_of_agents_with_a_heap_of_rules_is_read_at_once() -> None:
    """A file within the size limit that would make three hundred million rules stays small."""
    agents = "".join(f"User-agent: agent{number}\n" for number in range(14_000))
    text = agents + "User agent *\n" + "".join(f"Disallow: /{number}\n" for number in range(19_000))
    assert not RobotRules(text).allow("http://outlet.example/18999")
