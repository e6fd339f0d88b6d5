"""Cases 37 and 38: dates that lie ahead, are missing, or could be two."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from conftest import Monitor, Paper

# The clock says 22 March 2018, noon UTC. What a date may be ahead, a day, is what the zones of the world allow for.
AN_HOUR_AHEAD = {"an-hour": "Thu, 22 Mar 2018 13:30:00 GMT"}
FAR_AHEAD = {"a-week": "Thu, 29 Mar 2018 10:00:00 GMT", "a-century": "Thu, 01 Jan 2099 00:00:00 GMT"}
UNTOLD = {
    "none": "",
    "two-days": "03/04/2018 10:00",
    "words": "yesterday at ten",
    "zero": "0",
    "no-year": "0000-00-00T00:00:00Z",
    "long-ago": "Thu, 01 Jan 1970 00:00:00 GMT",
}
DAYS = {
    "no-zone": "2018-03-21T23:30:00",
    "three-zones": "Wed, 21 Mar 2018 23:30:00 IST",
    "day-alone": "2018年3月21日",
}


class Dated(NamedTuple):
    """How an article is dated; moments as they are written."""

    raw: str | None
    published_at: str | None
    precision: str | None
    dated_by: str
    dated_at: str
    seen_at: str


def test_a_date_ahead_is_clamped_and_kept_as_it_was_written(monitor: Monitor, paper: Paper) -> None:
    """Case 37: in feeds and on pages alike, nothing is dated after it was seen, and no trend runs into the future."""
    feed = _offer(paper, AN_HOUR_AHEAD | FAR_AHEAD)
    monitor.run(feed, topic=paper.topic)
    dates = _dates(monitor)
    assert len(dates) == 6
    for name, date in dates.items():
        raw = (AN_HOUR_AHEAD | FAR_AHEAD)[name.split(":")[1]]
        published_at = "2018-03-22 13:30:00" if raw in AN_HOUR_AHEAD.values() else None
        assert (date.raw, date.published_at) == (raw, published_at)
        assert (date.dated_by, date.dated_at) == ("clamped", date.seen_at)
    assert monitor.row("SELECT round(dated, 2) FROM feeds WHERE url = $feed", feed=feed) == (0.17,)
    assert monitor.rows("SELECT DISTINCT bucket::DATE::VARCHAR FROM trend_claims()") == [("2018-03-22",)]
    assert monitor.row("SELECT count(*) FROM mentions WHERE said_at > seen_at") == (0,)
    assert monitor.late_neighbours() == []


def test_a_date_that_tells_no_instant_is_taken_for_no_more_than_it_tells(monitor: Monitor, paper: Paper) -> None:
    """Case 38: missing, ambiguous and impossible ones are marked as estimated; without a zone the day is known."""
    feed = _offer(paper, UNTOLD | DAYS)
    monitor.run(feed, topic=paper.topic)
    before = _dates(monitor)
    assert len(before) == 2 * len(UNTOLD | DAYS)
    for name, date in before.items():
        if (raw := name.split(":")[1]) in UNTOLD:
            assert (date.raw, date.published_at, date.precision) == (UNTOLD[raw] or None, None, None)
            assert (date.dated_by, date.dated_at) == ("seen", date.seen_at)
        else:
            assert (date.raw, date.precision) == (DAYS[raw], "day")
            assert (date.dated_by, date.dated_at) == ("published", "2018-03-21 00:00:00")
    assert monitor.row("SELECT dated FROM feeds WHERE url = $feed", feed=feed) == (0.0,)
    # An edit makes a text newer, and not the article: it goes on being dated by when it was first seen.
    _offer(paper, UNTOLD, edit="Nobody at Huawei knew of it.\n")
    monitor.clock.move(days=1)
    monitor.run(feed, topic=paper.topic)
    edited = {name: date for name, date in _dates(monitor).items() if name.split(":")[1] in UNTOLD}
    assert all(date.seen_at.startswith("2018-03-23") for date in edited.values())
    assert {(date.dated_by, date.dated_at) for date in edited.values()} == {
        ("seen", before[name].seen_at) for name in edited
    }
    assert monitor.late_neighbours() == []


def _offer(paper: Paper, dates: dict[str, str], *, edit: str = "") -> str:
    """Put two articles for each date online, one that the feed dates and one that its page does; all re-worded."""
    items = []
    for name, raw in dates.items():
        for where in ("feed", "page"):
            head = f'<meta property="article:published_time" content="{raw}">' if where == "page" and raw else ""
            story = paper.story.replace("January", f"{name}, as its {where} says") + edit
            url = paper.prints(f"http://ledger.example/{where}:{name}", story, head=head)
            items.append(paper.item(url, f"News {edit}", date=raw if where == "feed" else ""))
    return paper.offers(*items)


def _dates(monitor: Monitor) -> dict[str, Dated]:
    """Return how the Ledger's articles are dated, by the last part of their address."""
    rows = monitor.rows(
        "SELECT parse_filename(url), published_raw, published_at::VARCHAR, published_precision, dated_by,"
        " dated_at::VARCHAR, seen_at::VARCHAR FROM articles WHERE outlet = 'The Ledger'"
    )
    return {name: Dated(*date) for name, *date in rows}
