"""A year of news made of numbers: how many independent voices speak of each of many subjects, hour by hour."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import numpy as np
import pyarrow as pa

__all__ = ["START", "TAUGHT_DAYS", "Burst", "Made", "made", "rows_of"]

START = datetime(2018, 1, 1)  # noqa: DTZ001 - the ledger's moments are UTC without a zone
TAUGHT_DAYS = 42
"""Before the first burst: season, level and scatter can be learned, as in a ledger that is six weeks old."""

# How much of a day's news falls into each hour, and of a week's into each day.
_DAY = np.array(
    [.3, .25, .2, .2, .3, .5, .8, 1.1, 1.5, 1.7, 1.7, 1.6, 1.5, 1.6, 1.7, 1.7, 1.6, 1.4, 1.2, 1, .8, .6, .5, .4]
)  # fmt: skip
_WEEK = np.array([1.15, 1.2, 1.2, 1.15, 1.1, 0.6, 0.6])
_RAREST, _BUSIEST = 0.05, 8.0
"""Voices an hour."""
_DRIFT = 0.03
"""Standard deviation of a day's step in the logarithm of the level."""
_SHAPE = 2.0
"""Of the gamma that makes Poisson counts negative binomial: the variance is the mean and half its square."""
_DAYS_BETWEEN = 20
_STORMS_BETWEEN = 30
_STORM = 60
"""Articles that say it again on one and the same word."""


class Burst(NamedTuple):
    """Hours of a subject with three to eight times its usual voices on top."""

    subject: int
    begins: int
    """Hours since the first."""
    lasts: int


class Made(NamedTuple):
    """What was made: voices by subject and hour, the bursts among them, and storms of one voice by subject and hour."""

    voices: np.ndarray
    bursts: list[Burst]
    storms: list[tuple[int, int]]


def made(seed: int, series: int, days: int) -> Made:
    """Return the counts of a year, or of so many days; the same seed makes the same."""
    rng = np.random.default_rng(seed)
    clock = np.arange(days * 24)
    season = (_DAY / _DAY.mean())[clock % 24] * (_WEEK / _WEEK.mean())[(clock // 24) % 7]
    voices, bursts, storms = np.zeros((series, days * 24), int), list[Burst](), list[tuple[int, int]]()
    for subject, rate in enumerate(np.exp(rng.uniform(np.log(_RAREST), np.log(_BUSIEST), series))):
        drift = np.exp(np.cumsum(rng.normal(0, _DRIFT, days)))
        usual = rate * season * np.repeat(drift / drift.mean(), 24)
        voices[subject] = rng.poisson(rng.gamma(_SHAPE, usual / _SHAPE))
        for first in range(TAUGHT_DAYS, days - _DAYS_BETWEEN, _DAYS_BETWEEN):
            begins = int(rng.integers(24 * first, 24 * (first + _DAYS_BETWEEN - 2)))
            lasts = int(rng.integers(4, 37))
            more = max(rate * rng.uniform(3, 8), rng.uniform(1.5, 3))
            voices[subject, begins : begins + lasts] += rng.poisson(more, lasts)
            bursts.append(Burst(subject, begins, lasts))
        storms += [(subject, int(hour)) for hour in rng.integers(24 * TAUGHT_DAYS, 24 * days, days // _STORMS_BETWEEN)]
    return Made(voices, bursts, storms)


def rows_of(year: Made, seed: int) -> pa.Table:
    """Return a row a mention: subject, hour and voice; in the hour of a storm one voice is repeated."""
    rng = np.random.default_rng(seed + 1)
    subjects, hours = (np.repeat(which, year.voices[year.voices > 0]) for which in np.nonzero(year.voices))
    voices = rng.integers(1, 2**40, len(subjects))
    again = np.array(year.storms, int).reshape(-1, 2).repeat(_STORM, axis=0)
    one = rng.integers(1, 2**40, len(year.storms)).repeat(_STORM)
    order = np.argsort(np.concatenate([hours, again[:, 1]]), kind="stable")
    moments = np.datetime64(START, "us") + np.concatenate([hours, again[:, 1]]) * np.timedelta64(3_600_000_000, "us")
    return pa.table(
        {
            "place": np.arange(len(order)),
            "subject": np.concatenate([subjects, again[:, 0]])[order],
            "said_at": moments[order],
            "voice": np.concatenate([voices, one])[order],
        }
    )
