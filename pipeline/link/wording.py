"""The words of a mention, as linking compares them."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.common_words import rarity, stem
from pipeline.text import content_id, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.link.canon import Canon
    from pipeline.models import Mention, Statement

__all__ = ["RUN_WORDS", "Wording", "cosine", "event_family", "subject_key", "wording"]

RUN_WORDS = 6
"""Words in a row that two mentions must share before chance stops explaining it: every two of the four Best Buy seeds
share a run of at least 7, no two seeds of different stories one of more than 5."""
_QUOTE_WORDS = 5
_LEAST_WEIGHT = 0.3
_STOP = frozenset(
    """
    a an and are as at be been being but by do does did for from had has have he her his if in into is it its more most
    no not now of on or other our own said says she so some such than that the their them then there these they this
    those to up was we were what when which while who will with would you i us my your also any all new
    """.split()
)
_QUOTED = re.compile(r"[“\"„«]([^”\"»]+)[”\"»]")
# As a figure tells one claim from another: 300 jobs, 3.5 %, $1,200; not the 10 of "Mate 10".
_NUMBER = re.compile(r"(?<![\w.,-])(?:[$€£]\s?)?(\d[\d,]*(?:\.\d+)?)(?![\w-])")


class Wording(NamedTuple):
    """What is compared: weighted terms, runs of words, verbatim quotes, whom it is about and what kind of event."""

    terms: Mapping[str, float]
    runs: frozenset[int]
    quotes: frozenset[int]
    numbers: frozenset[str]
    subject: frozenset[str]
    family: str


def wording(mention: Mention, canon: Canon) -> Wording:
    """Return the words of a mention as they are compared, every party under its main name."""
    said = mention.statement
    tokens = [word.text for word in words(said.evidence)]
    runs = {content_id(*tokens[i : i + RUN_WORDS]) for i in range(len(tokens) - RUN_WORDS + 1)}
    return Wording(
        terms=_terms(canon(said.claim)),
        runs=frozenset(runs),
        quotes=frozenset(_quotes(said, mention)),
        numbers=frozenset(number.replace(",", "") for number in _NUMBER.findall(said.claim)),
        subject=subject_key(canon(said.subject or "")),
        family=event_family(said.event_type),
    )


def subject_key(subject: str | None) -> frozenset[str]:
    """Return the words that name a subject, without articles and endings; empty where there is none."""
    return frozenset(_terms(subject or ""))


def event_family(event_type: str) -> str:
    """Return the family of an event type: supply of supply.stop."""
    return event_type.split(".", maxsplit=1)[0]


def cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Return how alike two sets of weighted terms are, 0 to 1."""
    shared = sum(weight * right.get(term, 0.0) for term, weight in left.items())
    norms = math.sqrt(sum(w * w for w in left.values()) * sum(w * w for w in right.values()))
    return shared / norms if norms else 0.0


def _quotes(said: Statement, mention: Mention) -> Iterable[int]:
    """Name each verbatim quote inside the content (else the evidence) by its words."""
    start, end = said.content_span or said.evidence_span
    offset = said.evidence_span[0]
    inside = said.evidence[max(0, start - offset) : end - offset]
    pieces = _QUOTED.findall(inside) or ([inside.strip("“”\"'’ ")] if mention.statement.mode == "quoted" else [])
    for piece in pieces:
        tokens = [word.text for word in words(piece)]
        if len(tokens) >= _QUOTE_WORDS:
            yield content_id(*tokens)


def _terms(text: str) -> dict[str, float]:
    """
    Return the stems of the telling words, weighed by how rare they are in English news.

    The weights come from outside: weights counted from the claims known so far would let the same two sentences match
    today and not tomorrow.
    """
    return {stem(word.text): _LEAST_WEIGHT + rarity(word.text) for word in words(text) if word.text not in _STOP}
