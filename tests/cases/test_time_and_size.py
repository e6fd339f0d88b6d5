"""Cases 1 to 7: servers that are slow, that never end, or whose bodies are not what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.collect.fetch import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Monitor, Web

# One after the other, ten that take a second each would hold the neighbour up for twice the five seconds it is allowed.
SLOW = range(10)
A_SECOND = Limits(deadline=1.0)


def test_slow_headers_cost_a_deadline_and_nobody_else_anything(web: Web, monitor: Monitor) -> None:
    """Case 1: who accepts the connection and says nothing is an error at the deadline, and is asked again."""

    def silent(_: str) -> Iterator[bytes]:
        web.wait(30)
        yield b""

    feeds, pages = _everywhere(web, silent)
    monitor.run(*feeds, web.feed("http://lists.example/feed.xml", *pages), limits=A_SECOND)
    _took_too_long(monitor)
    assert monitor.late_neighbours() == []


def _everywhere(web: Web, answer: object) -> tuple[list[str], list[str]]:
    feeds = [f"http://slow{number}.example/feed.xml" for number in SLOW]
    pages = [f"http://slow{number}.example/page" for number in SLOW]
    web.answers.update(dict.fromkeys((*feeds, *pages), answer))
    return feeds, pages


def _took_too_long(monitor: Monitor) -> None:
    asked = monitor.rows(
        "SELECT kind, error, lasting, count(*) FROM fetches WHERE error IS NOT NULL GROUP BY ALL ORDER BY 1"
    )
    assert asked == [("feed", "took longer than 1 s", False, 10), ("page", "took longer than 1 s", False, 10)]
