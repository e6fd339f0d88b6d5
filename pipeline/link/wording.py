"""The words of a mention, as linking compares them."""

from __future__ import annotations

import math
import re
import zlib
from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.common_words import SCENERY, rarity, stem
from pipeline.link.concepts import IDLE, STAGES, concepts
from pipeline.link.figures import NUMBER_WORDS, Figure, figures
from pipeline.link.signs import signs_of
from pipeline.text import content_id, normal_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.link.canon import Canon
    from pipeline.models import Mention, Statement

__all__ = [
    "RUN_WORDS",
    "Wording",
    "about_key",
    "event_family",
    "learn",
    "likeness",
    "name_one",
    "quotations",
    "runs_of",
    "runs_shared",
    "shares_what_happened",
    "subject_key",
    "wording",
    "wording_of",
]

RUN_WORDS = 6
"""Words in a row that two mentions must share before chance stops explaining it: every two of the four Best Buy seeds
share a run of at least 7, no two seeds of different stories one of more than 5."""
_QUOTE_WORDS = 5
# How much a word tells of what is claimed: a concept of concepts.toml, a word by its rarity in English news, a place or
# a day, and a party that the topic names and that nearly every claim of its stories has.
_CONCEPT = 0.8
_LEAST, _RARE = 0.3, 0.7
_SCENERY = 0.4
_PARTY = 0.3
_STOP = frozenset(
    """
    a an and are as at be been being but by do does did for from had has have he her his if in into is it its more most
    no not now of on or other our own said says she so some such than that the their them then there these they this
    those to up was we were what when which while who will with would you i your my also any all new out one s
    """.split()
)
_MODEL = re.compile(r"\b(?P<name>[A-Z][\w-]+)\s(?P<number>\d{1,4})(?![\w,.]*\d|\s?%)")
_QUOTED = re.compile(r"[“\"„«]([^”\"»]+)[”\"»]")
_SUFFIXES = frozenset(
    "inc incorporated ltd limited co corp corporation plc llc llp ag sa nv gmbh mr mrs ms dr sir".split()
)
_EMPTY = _STOP | _SUFFIXES
_AT_ITS_HEAD = frozenset("bosses chiefs executives leaders management managers".split())
_HALF = 1 << 32
# The claims near a batch are for the most part those near the few before. 540 MB at most.
_REMEMBERED = 196_608
# Of most claims several sets are empty, of 216 bytes each: they are one.
_NOTHING: frozenset[Any] = frozenset()
_NO_MODELS: Mapping[str, str] = {}


class Wording(NamedTuple):
    """What is compared: weighted terms, runs of words, quotes, figures, whom it is about and what kind of event."""

    terms: Mapping[str, float]
    telling: frozenset[str]
    """The terms that name no party of the topic, no place and no day."""
    norm: float
    runs: bytes
    """Its runs of words by number, eight bytes each, ascending: a set of them would take as much as all the rest."""
    quotes: frozenset[int]
    figures: frozenset[Figure]
    stages: frozenset[str]
    """How far it says the matter has come."""
    models: Mapping[str, str]
    """Which one it names of several with one name: 3 of "Halo 3"."""
    subject: frozenset[str]
    about: frozenset[str]
    """The terms of the subject."""
    names: frozenset[str]
    """The parties of the topic that it names anywhere, and the terms of other names."""
    parties: frozenset[str]
    """The parties of the topic whose main name stands in it anywhere, the maker inside a product's name too."""
    named: frozenset[str]
    """The terms of the subject's name; empty where it names nobody."""
    family: str
    numbers: bytes
    """What each term goes by, two bytes each, so that hundreds are compared at once; two terms may share a number."""
    shares: bytes
    """The weight of each term as a share of the norm, four bytes each."""
    signs: bytes
    """What tells at a glance that another need not be compared with it (`pipeline/link/signs.py`)."""


class _Remembered:
    """
    The words of the statements asked for lately; of too many those are forgotten that were not asked for the longest.

    In two dictionaries, which answer twice as fast as `lru_cache`, and can be told: what is asked for moves to the
    newer, and when that is half of all, the older is dropped.
    """

    def __init__(self) -> None:
        self._newer: dict[tuple[object, ...], Wording] = {}
        self._older: dict[tuple[object, ...], Wording] = {}

    def of(self, said: Statement, canon: Canon) -> Wording:
        asked = _asked(said, canon)
        words = self._newer.get(asked)
        if words is None:
            words = self._older.get(asked) or wording_of(said, canon)
            self.take(asked, words)
        return words

    def take(self, asked: tuple[object, ...], words: Wording) -> None:
        if len(self._newer) >= _REMEMBERED // 2:
            self._newer, self._older = {}, self._newer
        self._newer[asked] = words


def _asked(said: Statement, canon: Canon) -> tuple[object, ...]:
    """Return all of a statement that its words hang on: the statement itself would be held as long as they are."""
    told = said.claim, said.evidence, said.subject, said.mode, said.polarity, said.event_type
    return (*told, said.evidence_span, said.content_span, canon)


_MET = _Remembered()


def wording(mention: Mention, canon: Canon) -> Wording:
    """Return the words of a mention as they are compared, every party under its main name."""
    return _MET.of(mention.statement, canon)


def learn(found: Iterable[tuple[Statement, Wording]], canon: Canon) -> None:
    """Take the words of statements as they were found elsewhere: `wording` returns these."""
    for said, words in found:
        _MET.take(_asked(said, canon), words)


def wording_of(said: Statement, canon: Canon) -> Wording:
    """Return the words of what is said, as they are compared."""
    tokens = normal_words(said.evidence)
    terms = _terms(said.claim, canon)
    norm = math.sqrt(sum(weight * weight for weight in terms.values()))
    telling = frozenset(term for term, weight in terms.items() if weight > _SCENERY)
    subject = subject_key(canon(said.subject or ""))
    quotes, told = frozenset(quotations(said)) or _NOTHING, figures(said.claim) or _NOTHING
    claim = said.claim.lower()
    return Wording(
        terms=terms,
        telling=telling,
        norm=norm,
        runs=array("q", sorted({content_id(*run) for run in _in_a_row(tokens)})).tobytes(),
        quotes=quotes,
        figures=told,
        stages=STAGES & terms.keys() or _NOTHING,
        models={match["name"].lower(): match["number"] for match in _MODEL.finditer(said.claim)} or _NO_MODELS,
        subject=subject,
        about=frozenset(_terms(said.subject or "", canon)),
        names=_names(said.claim, canon) or _NOTHING,
        parties=frozenset(name for name in canon.names if name in claim) or _NOTHING,
        named=_named(said.subject or "", canon) or _NOTHING,
        family=event_family(said.event_type),
        # Nothing at all is one term without weight: every claim has a place among those that are compared at once.
        numbers=array(
            "H", [zlib.crc32(term.encode("utf-8", "surrogatepass")) & 0xFFFF for term in terms] or [0]
        ).tobytes(),
        shares=array("f", [weight / norm for weight in terms.values()] or [0.0]).tobytes(),
        signs=signs_of(said, telling, told, subject, quotes),
    )


def runs_of(words: Wording) -> Sequence[int]:
    """Return the runs of words of a mention, by number."""
    return memoryview(words.runs).cast("q")


def runs_shared(left: Wording, right: Wording) -> int:
    """Return how many runs of words two mentions have in common."""
    return len(set(runs_of(left)).intersection(runs_of(right)))


def _in_a_row(tokens: Sequence[str]) -> Iterator[Sequence[str]]:
    return (tokens[start : start + RUN_WORDS] for start in range(len(tokens) - RUN_WORDS + 1))


def subject_key(subject: str | None) -> frozenset[str]:
    """Return the words that name a subject, without articles and endings; empty where there is none."""
    return frozenset(stem(word) for word in normal_words(subject or "") if word not in _EMPTY)


def about_key(subject: str | None, canon: Canon) -> int | None:
    """
    Return the number under which claims of one subject find each other, 0 to 2**32 - 1; None where it may be anybody.

    A subject that names a party of the topic goes by that party: "Best Buy", "Best Buy Inc.", "the retailer". Any other
    goes by its telling words, whatever their order; one word without a capital ("the company", "officials", "she")
    tells nothing. The number is the same in every version and on every machine.
    """
    party = canon.party(subject or "")
    if party is not None:
        return content_id("about", party.lower()) % _HALF
    words = subject_key(subject)
    if not words or (len(words) == 1 and not _has_name(subject or "")):
        return None
    return content_id("about", *sorted(words)) % _HALF


def _named(subject: str, canon: Canon) -> frozenset[str]:
    """Return the terms of the first party that a subject names, or of its words with a capital."""
    party = canon.party(subject)
    if party is not None:
        return frozenset({party})
    if not subject or not _has_name(subject):
        return frozenset()
    return frozenset(_terms(" ".join(word for word in subject.split() if word[:1].isupper()), canon))


def _names(claim: str, canon: Canon) -> frozenset[str]:
    """Return the parties that a claim names, and its other words with a capital, the first word left out."""
    found = set()
    for part, is_party in canon.parts(claim):
        if is_party:
            found.add(part)
        else:
            words = (word for word in part.split() if word[:1].isupper() and not claim.startswith(word))
            tokens = normal_words(" ".join(words))
            found |= {stem(token) for token in tokens if token not in _EMPTY and token not in SCENERY}
    return frozenset(found)


def _has_name(subject: str) -> bool:
    """Tell whether a subject has a name: a capital that opens it counts where English news has no such word."""
    first, *others = subject.split()
    return any(word[:1].isupper() for word in others) or (first[:1].isupper() and rarity(first.lower()) == 1)


def event_family(event_type: str) -> str:
    """Return the family of an event type: supply of supply.stop."""
    return event_type.split(".", maxsplit=1)[0]


def shares_what_happened(left: Wording, right: Wording, *, together: bool, about_one: bool) -> bool:
    """
    Tell whether two claims share words for what happened, beside those for whom or what both are about.

    "Workers at the Stannard warehouse have voted" and "a coach took workers home from the Stannard warehouse" do not. A
    party of the topic, a place or a day in both is nothing: everything in a topic names them. Two telling terms are
    enough. One is where the claims are of one story and about one subject, or it is a concept and they are of one
    story, name one party or are about one thing of two words ("card data").
    """
    shared = (left.telling & right.telling) - (left.about & right.about)
    events = {term for term in shared if term.isupper()}
    if not events and shared <= left.about | right.about:
        return False
    if len(shared) > 1:
        return True
    if events:
        return together or name_one(left, right) or (about_one and len(left.subject & right.subject) > 1)
    return bool(shared) and together and about_one


def name_one(left: Wording, right: Wording) -> bool:
    """Tell whether two claims name somebody or something in common, as their subject or not."""
    return not left.names.isdisjoint(right.names)


def likeness(left: Wording, right: Wording) -> float:
    """Return how alike two claims are, 0 to 1: the cosine of their weighted terms."""
    fewer, more = (left.terms, right.terms) if len(left.terms) <= len(right.terms) else (right.terms, left.terms)
    if fewer.keys().isdisjoint(more):
        return 0.0
    # Asked some hundred times a mention: a list is summed in half the time that a generator takes.
    return sum([weight * more[term] for term, weight in fewer.items() if term in more]) / (left.norm * right.norm)


def quotations(said: Statement) -> Iterable[int]:
    """Name each verbatim quote inside the content (else inside the claim's part of the evidence) by its words."""
    start, end = said.content_span or said.evidence_span
    offset = said.evidence_span[0]
    inside = said.evidence[max(0, start - offset) : end - offset]
    pieces = _QUOTED.findall(inside) or ([inside.strip("“”\"'’ ")] if said.mode == "quoted" else [])
    whole = said.content_span or said.mode == "quoted"
    claimed = None if whole else set(normal_words(said.claim))
    for piece in pieces:
        tokens = normal_words(piece)
        if len(tokens) >= _QUOTE_WORDS and (claimed is None or len(claimed.intersection(tokens)) >= len(tokens) / 2):
            yield content_id(*tokens)


def _terms(text: str, canon: Canon) -> dict[str, float]:
    """
    Return what the telling words mean, weighed by how rare they are in English news; figures are compared apart.

    The weights come from outside: weights counted from the claims known so far would let the same two sentences match
    today and not tomorrow.
    """
    parts = list(canon.parts(text))
    found = {part: _PARTY for part, is_party in parts if is_party}
    for at, (part, is_party) in enumerate(parts):
        if is_party:
            continue
        tokens = normal_words(part)
        # Parties and what stands between them take turns. "Bosses at Korrin were warned" says that Korrin was.
        if at + 1 < len(parts) and tokens[-2:-1] and tokens[-1] in {"at", "of"} and tokens[-2] in _AT_ITS_HEAD:
            tokens = tokens[:-2]
        if at and tokens and tokens[0] in _AT_ITS_HEAD:
            tokens = tokens[1:]
        for term, word in concepts(tokens):
            if word and (word in _STOP or word in IDLE or word in NUMBER_WORDS or word.isdigit()):
                continue
            # What the topic's products are (a heater) is in nearly every claim too.
            scale = _SCENERY if word in SCENERY or term in canon.kinds else 1.0
            found[term] = min(_LEAST + _RARE * rarity(word) if word else _CONCEPT, scale)
    return found
