"""Words and marks with their offsets, the way the Penn tags want them cut: "doesn't" is "does" and "n't"."""

from __future__ import annotations

import re
from string import ascii_uppercase
from typing import NamedTuple

from pipeline.claims.reading.runs import Runs
from pipeline.claims.reading.word_cards import card_of

__all__ = ["ABBREVIATIONS", "Layout", "laid_out"]

ABBREVIATIONS = (
    "Mr Mrs Ms Dr Prof Rev Hon Sen Sens Rep Reps Gov Gens Gen Lt Col Sgt Capt Cmdr Adm Maj St Jr Sr Inc Corp Co Cos "
    "Ltd Bros LLC vs etc approx est dept Dept Univ Assn Ave Blvd Rd Ph.D "
    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec "
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mich Minn Mo Mont Neb Nev Okla Ore Pa Tenn Tex Vt Va "
    "Wis Wyo"
).split()
"""Written with a full stop that ends no sentence: titles, companies, months, the Associated Press's short states."""

_EXCHANGE = r"\.[A-Z]{1,2}(?=[)>\],;])"
"""Where a stock is traded: "(ACM.N)", "(0700.HK)"."""
_TOKEN = re.compile(
    r"(?=\S)(?:"  # at white space nothing need be tried
    r"[A-Za-z][a-z]*(?=[ ,\n])"  # nine words of ten: whatever the others know has a mark in it or after it
    r"|[,.](?=[ \n])"
    r"|https?://\S+|\b[\w-]{1,63}+(?:\.[\w-]{1,63}+){0,4}\.(?:com|org|net|edu|gov|info|news|example|co\.uk|fr|de|io|tv|eu)\b"
    r"|(?:[A-Za-z]\.){2,}"  # U.S., p.m.
    r"|\b(?:" + "|".join(re.escape(word) for word in ABBREVIATIONS) + r")\."
    r"|\b[DRI]-(?:[A-Z][a-z]+\.|(?:[A-Z]\.)+)"  # a party and a state
    r"|\bNo\.(?=\s?\d)"
    r"|\b[A-Z]\.(?=\s?[A-Z])"  # an initial
    rf"|[$£€]?\d[\d,]*(?:\.\d+)?[A-Za-z]*\b(?:%|{_EXCHANGE})?"  # with its unit: 6.2million, 41,000mph, 5th
    r"|[^\W\d_]+(?=n['’]t\b)"
    r"|n['’]t\b"
    r"|['’](?:s|re|ve|ll|d|m)\b"
    r"|''|``"
    r"|\xad*[^\W_][\w@\xad]*(?:(?:[-&/]|(?<=[A-Z])['’](?=[A-Z]))\w+)*"
    rf"(?:{_EXCHANGE})?"
    r"|\.\.\.+|--+"
    r"|[@#]\w+"
    r"|\S)"
)
_MAY_HAVE_A_STOP = frozenset({*ascii_uppercase, "No"})
"""Whether the full stop behind these belongs to them, what follows tells: an initial, a number."""


def _hangs_on_the_next(words: list[str]) -> bool:
    return len(words) > 1 and words[-1] == "." and words[-2] in _MAY_HAVE_A_STOP


_RUNS = Runs(_TOKEN, card_of, _hangs_on_the_next)


class Layout(NamedTuple):
    """The tokens of a text in parallel columns: where each begins and ends, then what its card has."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    lows: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    marked: tuple[bool, ...] = ()
    raised: tuple[bool | None, ...] = ()
    signs: tuple[int, ...] = ()


def laid_out(text: str, start: int = 0, end: int | None = None) -> Layout:
    """Return the tokens of `text[start:end]` in order; their offsets count from the beginning of `text`."""
    return Layout(*_RUNS.columns(text, start, len(text) if end is None else end))
