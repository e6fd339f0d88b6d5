"""The figures of a claim: how many, how much, which day; and whether those of two claims can both be right."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.concepts import IDLE, concepts
from pipeline.text import normal_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["DIFFER", "NUMBER_WORDS", "TOLLS", "Figure", "Fit", "counts", "figures", "fit"]

_UNITS = dict(
    zip(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split(),
        range(2, 20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_ONES = {"one": 1} | {word: value for word, value in _UNITS.items() if value < 10}
_TEXT_NUMBERS = (
    _UNITS | _TENS | {"dozen": 12} | {f"{ten}-{one}": _TENS[ten] + _ONES[one] for ten in _TENS for one in _ONES}
)
NUMBER_WORDS = frozenset(_TEXT_NUMBERS)
"""Numbers spelled out."""
_ORDINAL_ENDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_ORDINAL_ENDS |= {"ninth": 9}
_DAYS = {"twelfth": 12, "tenth": 10, "eleventh": 11, "twentieth": 20, "thirtieth": 30, "thirty-first": 31}
_DAYS |= {f"{word}th": value for word, value in _UNITS.items() if 13 <= value <= 19}
_DAYS |= {f"twenty-{word}": 20 + value for word, value in _ORDINAL_ENDS.items()}
_DAYS |= {word: number for word, number in _ORDINAL_ENDS.items() if number > 3}  # "the first" is seldom a day
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "m": 1_000_000, "billion": 10**9, "bn": 10**9}
_MONTHS = dict(
    zip(
        "january february march april may june july august september october november december".split(),
        range(1, 13),
        strict=True,
    )
)
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NUMBER_WORDS = "|".join(sorted(_TEXT_NUMBERS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?(?:,?\s+(?:19|20)\d\d\b)?"
    rf"|\b(?P<month2>{_MONTH})\b\.?\s+(?:the\s+)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d)(?:,?\s+(?:19|20)\d\d\b)?"
    rf"|\bthe\s+(?P<day3>{'|'.join(sorted(_DAYS, key=len, reverse=True))}|\d{{1,2}}(?:st|nd|rd|th))\b"
    r"(?=\s*(?:$|[.,;:]|of\b|so\b|and\b|at\b|in\b))",
    re.IGNORECASE,
)
# Names of money, of today and of before; those that are more often another word ("won", "real", "mark") are left out.
_MONEY = "|".join(
    f"{name}s?"
    for name in """
    baht birr bolivar boliviano cedi cent crown cruzeiro dalasi denar dinar dirham dollar drachma dram ducat escudo
    euro florin forint franc guarani guilder gulden hryvnia kina koruna krona kronor krone kroner kuna kwacha kyat lari
    lempira lev lira manat naira pence peseta peso pound quetzal quid rand rial ringgit riyal rouble ruble rupee rupiah
    schilling shekel shilling sterling taka taler tenge thaler tugrik yen yuan zloty
    """.split()
)
_AMOUNT = re.compile(
    rf"(?<![\w.,-])(?P<sign>[$€£])?\s?(?P<number>\d[\d,]*(?:\.\d+)?|(?:{_NUMBER_WORDS})\b)(?![\w.]*\d)"
    r"(?:\s?(?P<scale>hundred|thousand|million|billion|bn|m)\b)?"
    r"(?:\s?(?P<unit>%|per\s?cent\b|percent\b|(?:days?|weeks?|months?|years?|hours?|minutes?|o'clock)\b"
    rf"|(?:{_MONEY})\b))?",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?P<word>[\w'’&.-]+)\s+$")
_ROUGH = frozenset(
    "about around some roughly approximately nearly almost nearer close over under least most than".split()
)
# "Sunniva Oakes, 58, is" tells who, and counts nothing.
_WHO = re.compile(r"\b[A-Z][\w'’-]+,\s+$")
# What may stand with a capital before a figure without naming what the figure belongs to: a "Mate 10" has no ten mates.
_COUNTING = _ROUGH | frozenset(
    "all only just the these those its their our of at on by in a an up more least for and".split()
)
_MARKED = frozenset("number no. no route model section article chapter phase page line aged".split())


TOLLS = frozenset({"DIE", "INJURE", "HOSPITALISE", "MISSING", "ARREST", "INFECT"})
"""What became of people, however they are called: "the number of dead has risen to six", "six fans were killed"."""
_TOLL_WITHIN = 4
_DIGIT, _LETTERS = re.compile(r"\d"), re.compile(r"[^\W\d_]+")
_SPELLED = frozenset(word for name in (*_TEXT_NUMBERS, *_DAYS) for word in name.split("-"))


class Figure(NamedTuple):
    """A number and its kind: "count" (of things or money), "percent", "date", "year", or a unit of time."""

    value: float
    kind: str
    rough: bool = False
    """It says "about" or the like."""
    of: frozenset[str] = frozenset()
    """What it counts: the concepts nearest to it; of money, what is done with it."""
    is_money: bool = False


class Fit(Enum):
    """How the figures of two claims go together."""

    TELLING = "telling"
    """One at least is the same in both, or the same but rounded, and no small number or day."""
    SHARED = "shared"
    """A small number or a day is the same in both."""
    SILENT = "silent"
    """Neither speaks against the other: one has none of the kind."""
    APART = "apart"
    """Both give a figure of one kind, and they differ."""
    RIVAL = "rival"
    """They differ, and count the same."""


DIFFER = frozenset({Fit.APART, Fit.RIVAL})
"""Both give a figure of one kind, and not the same."""


def figures(text: str) -> frozenset[Figure]:
    """
    Return the figures of a claim, those spelled out too ("eleven", "a dozen", "the seventeenth").

    A number that belongs to a name ("Mate 10", "Halo 3", "number 4 tram") is none. "One" is none: it is seldom a count.
    """
    if not _has_number(text):
        return frozenset()
    dates = list(_DATE.finditer(text))
    taken = [match.span() for match in dates]
    return frozenset((*map(_day, dates), *_amounts(text, taken)))


def _has_number(text: str) -> bool:
    """Tell whether there is a digit, or any word that spells a number: most claims have none."""
    return bool(_DIGIT.search(text)) or not _SPELLED.isdisjoint(_LETTERS.findall(text.lower()))


def _day(match: re.Match[str]) -> Figure:
    month = (match["month"] or match["month2"] or "").lower()
    day = (match["day"] or match["day2"] or match["day3"]).lower()
    number = _DAYS.get(day) or int(re.sub(r"\D", "", day))
    return Figure(number + 100 * _MONTHS.get(month, 0), "date")


def _amounts(text: str, taken: Iterable[tuple[int, int]]) -> Iterator[Figure]:
    spans = list(taken)
    for match in _AMOUNT.finditer(text):
        at = match.start("number")
        if any(start <= at < end for start, end in spans):
            continue
        before = _BEFORE.search(text, 0, match.start())
        word = before["word"] if before else ""
        belongs = word.lower() in _MARKED or (word[:1].isupper() and word.lower() not in _COUNTING)
        if belongs or _is_age(text, match):
            continue
        plain = match["number"].replace(",", "").lower()
        value = float(_TEXT_NUMBERS.get(plain) or plain) * _SCALES.get((match["scale"] or "").lower(), 1)
        kind = _kind(match, value)
        is_money = bool(match["sign"] or (match["unit"] and kind == "count"))
        of = _done_with(text[: match.start()]) if is_money else _counted(text, match)
        yield Figure(value, kind, word.lower() in _ROUGH, of, is_money)


def _is_age(text: str, match: re.Match[str]) -> bool:
    ends = match["number"].endswith(",") or match.end() == len(text)
    return ends and _WHO.search(text, 0, match.start("number")) is not None


def _kind(match: re.Match[str], value: float) -> str:
    unit = (match["unit"] or "").lower()
    if unit.startswith(("%", "per")):
        return "percent"
    if _is_time(unit):
        return unit.rstrip("s")
    is_year = 1900 <= value <= 2100 and "," not in match["number"] and not match["scale"]
    return "year" if is_year and not unit and not match["sign"] else "count"


def _counted(text: str, match: re.Match[str]) -> frozenset[str]:
    """Return the concept of the telling word behind a figure, or before it where none follows."""
    behind, before = list(_telling(text[match.end() :])), list(_telling(text[: match.start()]))
    near = (*behind[:_TOLL_WITHIN], *before[: -_TOLL_WITHIN - 1 : -1])
    if toll := next((term for term in near if term in TOLLS), None):
        return frozenset({toll})
    return frozenset(behind[:1] or before[-1:])


def _done_with(before: str) -> frozenset[str]:
    """Return what is done with money by the words before it: the last two concepts ("offer", "worth"), else a word."""
    said = list(_telling(before))
    return frozenset([term for term in said if term.isupper()][-2:] or said[-1:])


def _telling(text: str) -> Iterator[str]:
    return (term for term, word in concepts(normal_words(text)) if not (word in IDLE or word.isdigit()))


def counts(found: frozenset[Figure]) -> bool:
    """Tell whether any of these is more than a day, a year or how long something takes."""
    return any(not (figure.kind in {"date", "year"} or _is_time(figure.kind)) for figure in found)


def _is_time(unit: str) -> bool:
    return unit.startswith(("day", "week", "month", "year", "hour", "minut", "o'clock"))


def fit(left: frozenset[Figure], right: frozenset[Figure]) -> Fit:
    """
    Return how two claims' figures go together.

    How long something took or is to take, and in which year, is seldom what two claims differ in or agree on. A
    rounder figure ("about 600" beside 640) is the same figure.
    """
    if not left or not right:
        return Fit.SILENT
    shared: list[Figure] = []
    apart = rival = False
    for kind in {figure.kind for figure in left} & {figure.kind for figure in right}:
        if kind == "year" or _is_time(kind):
            continue
        mine = [figure for figure in left if figure.kind == kind]
        theirs = [figure for figure in right if figure.kind == kind]
        found = [one for one in mine for other in theirs if _one(one, other)]
        shared += found
        apart = apart or not found
        rival = rival or (not found and any(_of_one(one, other) for one in mine for other in theirs))
    if shared:
        return Fit.TELLING if any(map(_is_telling, shared)) else Fit.SHARED
    return Fit.RIVAL if rival else Fit.APART if apart else Fit.SILENT


def _of_one(left: Figure, right: Figure) -> bool:
    """Tell whether two figures count the same; money is no count of things."""
    return left.is_money == right.is_money and bool(left.of & right.of)


def _is_telling(figure: Figure) -> bool:
    """Tell whether a figure is seldom met twice by chance: a day is, and what is counted on two hands."""
    return figure.kind != "date" and figure.value >= 10


def _one(left: Figure, right: Figure) -> bool:
    """Tell whether two figures of one kind are one, as far as the rounder of them can tell."""
    if left.value == right.value:
        return True
    if left.kind == "date":  # "the seventeenth" is 17 March
        return min(left.value, right.value) < 100 and left.value % 100 == right.value % 100
    (fine, finest), (rough, roundest) = sorted(((left, _place(left.value)), (right, _place(right.value))), key=_last)
    if finest == roundest or not (rough.rough or rough.value >= 100):
        return False
    return abs(fine.value - rough.value) <= roundest / 2


def _last(pair: tuple[Figure, float]) -> float:
    return pair[1]


def _place(value: float) -> float:
    """Return what the last digit of a number that is not 0 stands for: 100 of 600, 10 of 640."""
    place = 1.0
    while value and value % (place * 10) == 0:
        place *= 10
    return place
