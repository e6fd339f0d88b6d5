from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.collect.network.freshness import LONGEST_FRESH, fresh_for

if TYPE_CHECKING:
    from datetime import datetime

NOON, ONE = "Thu, 22 Mar 2018 12:00:00 GMT", "Thu, 22 Mar 2018 13:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": 'public, Max-Age = "600", must-revalidate'}, 600),
        ({"cache-control": "max-age=600, max-age=60"}, 60),
        ({"cache-control": "max-age=600", "age": "500"}, 100),
        ({"cache-control": "max-age=600", "age": "900"}, 0),
        ({"cache-control": "max-age=600", "expires": ONE}, 600),
        ({"cache-control": "max-age=31536000"}, LONGEST_FRESH),
        ({"cache-control": "max-age=" + "9" * 5000}, 0),
        ({"cache-control": "max-age=-1"}, 0),
        ({"cache-control": "max-age"}, 0),
        ({"cache-control": "private", "expires": ONE}, 3600),
        ({"expires": ONE}, 3600),
        ({"expires": ONE, "date": "Thu, 22 Mar 2018 12:59:00 GMT"}, 60),
        ({"expires": "0"}, 0),
        ({"expires": NOON, "date": ONE}, 0),
    ],
)
def test_a_server_says_how_long_its_answer_holds(headers: dict[str, str], seconds: int, now: datetime) -> None:
    """Cache-Control before Expires, less the time spent in caches, between nothing and a day."""
    assert fresh_for(headers, now) == seconds


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"cache-control": "no-cache, max-age=600"},
        {"cache-control": 'max-age=600, no-cache="set-cookie"'},
        {"cache-control": "NO-STORE"},
        {"cache-control": "s-maxage=600"},
        {"expires": ONE, "pragma": "no-cache"},
    ],
)
def test_an_answer_that_must_not_be_relied_on_says_nothing(headers: dict[str, str], now: datetime) -> None:
    """What caches may not keep is no promise, and what is meant for shared caches is not meant for us."""
    assert fresh_for(headers, now) is None
