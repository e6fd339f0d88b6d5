"""
Who goes by others' names: "critics of Acme", "Trump's opponents", "police in London", "the lawyer suing Acme".

The name in such a phrase is of whom they speak about, or where they are. It is never theirs, but a pronoun in what they
say may mean it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.claims.reading.nouns import SINGULAR
from pipeline.claims.who.name_shapes import is_several

__all__ = ["Parted", "is_several_people", "own_part", "parted"]

_LINKS = (
    "of for at from in with on to against near about between behind by outside inside across around among over within "
    "representing defending opposing supporting backing suing advising prosecuting who that whose which"
)
_LINK = re.compile(
    r"\s(?:" + "|".join(_LINKS.split()) + r"|(?!morning|evening|spring)[a-z]{3,}ing(?=\s+(?:[A-Z]|the|an?)\b))\s"
)
_OWNER = re.compile(r"(?:['’]s|s['’])\s")
_OF_MANY = re.compile(r"\s(?:and|&)\s", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an|some|many|several|most|two|three)\s+", re.IGNORECASE)


class Parted(NamedTuple):
    """A phrase in two: what says who they are, and what names others; the second is empty where nothing does."""

    own: str
    others: str


@lru_cache(maxsize=5_000)
def parted(phrase: str) -> Parted:
    """Return "Critics" and "Acme" for "Critics of Acme", "opponents" and "Trump" for "Trump's opponents"."""
    head = phrase.partition(",")[0]
    link = _LINK.search(head)
    own, others = (head[: link.start()], head[link.end() :]) if link is not None else (head, "")
    owners = list(_OWNER.finditer(own))
    if owners:
        last = owners[-1]
        others = others or own[: last.start() + (1 if last.group()[0] == "s" else 0)]
        own = own[last.end() :]
    return Parted(own.strip(), others.strip())


def own_part(phrase: str) -> str:
    """Return what of the phrase says who they are themselves."""
    return parted(phrase).own


@lru_cache(maxsize=5_000)
def is_several_people(phrase: str) -> bool:
    """Whether the phrase speaks of more than one: "lawyers for Roe", "Ann Lee and Tom Hill", "House Democrats"."""
    own = own_part(phrase)
    noun = own.rpartition(" ")[2]
    return noun.lower() in SINGULAR or is_several(own) or _OF_MANY.search(own) is not None
