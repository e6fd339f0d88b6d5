"""
Names and the voices behind them: when two names are one, and which number an independent voice goes by.

A voice is who gives their word by themselves. A named party is its own voice. An outlet, the people it does not name,
what it has seen with its own eyes and the papers it has read are one voice, and so are all outlets of one owner.
"""

from __future__ import annotations

import re

from pipeline.text import content_id, normalise, squeeze

__all__ = ["is_description", "is_nameless_body", "is_short_for", "name_key", "plain_name", "voice_of", "without_titles"]

_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_ENDING = re.compile(r"(?:\.(?:co|com|org|net|ac|gov))?\.[a-z0-9-]+$")
_ARTICLE = re.compile(r"^(?:the|an?|our)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_WEB = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
_TITLES = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|dr|prof|professor|sir|dame|lord|lady|justice|judge|chief|deputy|general|managing|executive|officer|director"
    r"|secretary|president|minister|superintendent|inspector|detective|sergeant|constable|captain|ceo|senator|mayor)\.?\s)+"
)
# "the Bugle" is short for "Ostrey Evening Bugle"; "the news", "the agency" and "the post office" are short for nothing.
_BODIES_WITHOUT_NAME = frozenset(
    {"police", "prosecutors", "firefighters", "fire service", "fire brigade", "coastguard", "ambulance service"}
)
_EMPTY = frozenset("the of and news daily weekly paper newspaper agency press online media group company".split())


def plain_name(name: str) -> str:
    """Return a name without its article, in normal form: "The Daily Ledger" and "Daily Ledger" are one."""
    return normalise(_POSSESSIVE.sub("", _WEB.sub("", _ARTICLE.sub("", squeeze(name)))))


def voice_of(name: str) -> int:
    """Return the number of the voice of a party, an outlet or a family; by it the origin of that name goes too."""
    return content_id("origin", name_key(name))


def name_key(name: str) -> str:
    """
    Return a name as it is compared: an outlet known by its host only is the one of that name.

    "theharbourgazette.example" and "The Harbour Gazette" are one; "nytimes.com" has to be told of (a family).
    """
    plain = plain_name(name)
    if _HOST.fullmatch(plain):
        plain = _ENDING.sub("", plain)
    return plain.replace(" ", "").removeprefix("the") or plain


def without_titles(name: str) -> str:
    """Return a person's name in normal form, without what they are called by: "Mrs Justice Hale" is "hale"."""
    return _TITLES.sub("", plain_name(name))


def is_description(name: str) -> bool:
    """Tell whether a party has no name of its own: "the city's fire service", "Police" that opens a sentence."""
    return name == name.lower() or is_nameless_body(name)


def is_nameless_body(name: str) -> bool:
    """Tell whether this is a body that has a name in every town, and goes without: "police", "the fire service"."""
    return plain_name(name) in _BODIES_WITHOUT_NAME


def is_short_for(short: str, name: str) -> bool:
    """Tell whether a name is a piece of another that can stand for it: "the Bugle" for "Ostrey Evening Bugle"."""
    said, whole = plain_name(short).split(), plain_name(name).split()
    if not said or said == whole:
        return bool(said)
    telling = [word for word in said if word not in _EMPTY]
    return bool(telling) and any(whole[i : i + len(said)] == said for i in range(len(whole)))
