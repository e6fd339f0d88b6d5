"""Whose word it is: speaker, the words that stand for them, cue and origin go with one another and with the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.claims.llm.roots import root
from pipeline.claims.reading.lexicon import AUXILIARIES, CUES
from pipeline.claims.reading.nouns import CLASSES
from pipeline.claims.reading.sentences import passage
from pipeline.claims.who.origins import outlets_of
from pipeline.common_words import STOP_WORDS
from pipeline.text import normal_words, words

if TYPE_CHECKING:
    from pipeline.claims.extractor import Piece

__all__ = ["Namer", "attributes"]

_PRONOUNS = frozenset("he she it they we i you who which one him her them us me himself herself itself".split())
_PREPOSITIONS = frozenset({"according", "reportedly", "allegedly", "per", "apparently"})
_INNER_TITLES = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lord|Lady)\b\.?")


def attributes(cue: str) -> bool:
    """Return whether words can attribute: there is a verb among them, "according to", or a word like "reportedly"."""
    p = passage(cue, 0, len(cue))
    return any(
        low in CUES or low in _PREPOSITIONS or (tag.startswith("VB") and low not in AUXILIARIES)
        for low, tag in zip(p.lows, p.tags, strict=True)
    )


class Namer:
    """Knows the names of one piece."""

    def __init__(self, piece: Piece) -> None:
        self._piece = piece
        self._line = f" {' '.join([*normal_words(piece.title or ''), *normal_words(piece.text)])} "
        self._outlets = outlets_of(piece.text, piece.vocabulary.entities).lowered

    def is_somebody(self, name: str) -> bool:
        """Return whether a name names: more than "the", "that" and the like, and a pronoun at the least."""
        return any(word not in STOP_WORDS or word in _PRONOUNS for word in normal_words(name))

    def stands_for(self, written: str, speaker: str) -> bool:
        """
        Return whether words of the text can stand for a speaker.

        A pronoun or "the company" can for anyone; words with a name in them only for whom that name names.
        """
        named = _names(written)
        if not named:
            return True
        if not named & (_names(speaker) | _plain(speaker)):
            return self._is_short_for(written, speaker) or self._are_one(written, speaker)
        more = _names(speaker) - _plain(written)
        return not more or f" {' '.join(normal_words(speaker))} " in self._line or self._are_one(written, speaker)

    def may_be_origin(self, written: str) -> bool:
        """Return whether words can name where a word came from: an outlet, a name, or something written."""
        found = normal_words(written)
        return (
            bool(_names(written))
            or written.strip().lower() in self._outlets
            or any(CLASSES.get(word) in {"document", "outlet"} for word in found)
        )

    def _are_one(self, written: str, speaker: str) -> bool:
        """Whether the topic says that two names are one's."""
        for entity in self._piece.vocabulary.entities:
            names = [name.lower() for name in (entity.name, *entity.aliases)]
            if any(name in written.lower() for name in names) and any(name in speaker.lower() for name in names):
                return True
        return False

    def _is_short_for(self, written: str, speaker: str) -> bool:
        """Whether one is the other's initials."""
        initials = ["".join(word[0] for word in re.findall(r"[A-Z]\w+", name)) for name in (speaker, written)]
        return any(
            len(short) > 1 and re.search(rf"\b{re.escape(short)}\b", name.replace(".", "")) is not None
            for short, name in zip(initials, (written, speaker), strict=True)
        )


def _names(text: str) -> frozenset[str]:
    """The roots of the words with a capital, titles left out."""
    bare = _INNER_TITLES.sub("", text)
    return frozenset(
        root(word.text) for word in words(bare) if bare[word.start].isupper() and word.text not in STOP_WORDS
    )


def _plain(text: str) -> frozenset[str]:
    return frozenset(root(word) for word in normal_words(text))
