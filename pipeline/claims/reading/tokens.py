"""Words and marks with their offsets, the way the Penn tags want them cut: "doesn't" is "does" and "n't"."""

from __future__ import annotations

import re
from itertools import accumulate, chain
from string import ascii_uppercase
from typing import NamedTuple

from pipeline.claims.reading.remembered import Remembered

__all__ = ["ABBREVIATIONS", "Tokens", "tokenise"]

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
_SPACE, _OPEN = " ", "\n"


class Tokens(NamedTuple):
    """Words and marks of a text with their offsets, in parallel columns: `words[i] == text[starts[i]:ends[i]]`."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def tokenise(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Return the tokens of `text[start:end]` in order; their offsets count from the beginning of `text`."""
    stop = len(text) if end is None else end
    parts = [*chain.from_iterable(_PARTS.of_each(text[start:stop].split()))]
    places = tuple(accumulate(map(len, parts), initial=start))
    if places[-1] != stop + 1 or _OPEN in parts:
        return _in_sight_of_all(text, start, stop)
    return Tokens(tuple(parts[::2]), places[:-1:2], places[1::2])


def _parts(run: str) -> tuple[str, ...]:
    """The words of what stands between two spaces, each with the gap behind it; most text is of few such runs."""
    words = _TOKEN.findall(run)
    is_open = len(words) > 1 and words[-1] == "." and words[-2] in _MAY_HAVE_A_STOP
    return (*[part for word in words[:-1] for part in (word, "")], words[-1], _OPEN if is_open else _SPACE)


_PARTS = Remembered(_parts)


def _in_sight_of_all(text: str, start: int, stop: int) -> Tokens:
    """The tokens where more than one space parts words, or a word hangs on the next."""
    words = _TOKEN.findall(text, start, stop)
    starts, ends = [], []
    at = start
    for word in words:  # finding each again is quicker than making a match of it
        begin = text.index(word, at)
        at = begin + len(word)
        starts.append(begin)
        ends.append(at)
    return Tokens(tuple(words), tuple(starts), tuple(ends))
