"""
What was told before, for what leaves half of it out: "Acme denied it", "the police speak of nine".

The claim is then the one told before, denied or with another number in it: words that the article has, in the sentence
that they were first put in.
"""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from pipeline.claims.attribution.tallies import FIGURES, ROUGHLY
from pipeline.claims.certainty.denials import rejects_claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.claims.attribution.tallies import Tally
    from pipeline.claims.drafts import Draft
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["ToldBefore"]

_KEPT = 24
_WITHIN = 3
"""Sentences between a denial or a number and what it answers."""
_SILENT = frozenset({"deny", "no comment", "decline", "refuse", "ask"})
_ACCUSING = frozenset("accuse blame allege criticize criticise denounce condemn".split())
_BEFORE_COUNT = ROUGHLY | {"all"}
_ROUGHLY = rf"(?:(?:{'|'.join(sorted(_BEFORE_COUNT))})\s+)*"
_DESCRIBING = frozenset({"JJ", "NN", "VBN"})
_PHRASE_LONG = 4
_MILLIONS = "illion"


class ToldBefore:
    """The latest claims of an article, in its order."""

    def __init__(self) -> None:
        self._drafts: deque[tuple[int, Draft]] = deque(maxlen=_KEPT)

    def take(self, sentence: int, draft: Draft) -> None:
        """Remember what the sentence of that number claims."""
        self._drafts.append((sentence, draft))

    def denied_by(self, sentence: int, who: str | None, *, accused: bool = False) -> Draft | None:
        """
        Return what somebody denies who only says that they do, None where nothing like it was told just before.

        Of the nearest sentence in which anybody else says anything the first claim; what goes on in quotation marks
        explains it mostly, and comes after what it explains. Who is `accused` answers whoever accuses. A claim of the
        same sentence is left alone: one place and the same words would be one mention.
        """
        near = [one for one in self._near(sentence) if one[0] < sentence]
        others = [one for one in near if one[1].word is not None and not _is_by(one[1], who)]
        plain = [one for one in others if not _is_quoted(one[1])]
        accusing = [one for one in plain if accused and _accuses(one[1])]
        return _first_of_latest(accusing or plain or others or near)

    def counted(self, sentence: int, number: str, tally: Tally) -> tuple[Draft, str, str | None] | None:
        """
        Return the nearest claim that counts something, what it says with `number` for its own, and of whom.

        It counts its subject, "nine people were hurt", or whatever the tally names: anything else may be a detail, but
        for a counter figure, which is set against the one just given.
        """
        for _, draft in reversed([*self._near(sentence)]):
            if draft.whole:
                continue
            place = _number_in(draft.p, draft.claim.clause, tally) or _toll_in(draft.p, draft.claim.clause)
            own = draft.p.cut(*place) if place is not None else number
            if own.lower() == number.lower() or not (tally.counter or (_MILLIONS in own) is (_MILLIONS in number)):
                continue
            said = _with_number(draft.claim.sentence, own, number)
            if said is not None:
                about = draft.claim.subject and (_with_number(draft.claim.subject, own, number) or draft.claim.subject)
                return draft, said, about
        return None

    def _near(self, sentence: int) -> Iterator[tuple[int, Draft]]:
        return (one for one in self._drafts if sentence - one[0] <= _WITHIN and _states(one[1]))


def _with_number(said: str, own: str, number: str) -> str | None:
    """The words with another number where they have their own; None where they do not show it."""
    place = rf"(?:^{_ROUGHLY}|\b){re.escape(own)}\b"
    changed, count = re.subn(place, lambda _: number, said, count=1, flags=re.IGNORECASE)
    return changed[0].upper() + changed[1:] if count else None


def _states(draft: Draft) -> bool:
    """Whether it says that something is so: no denial, no refusal, nothing by the way."""
    if draft.meant is not None or draft.by_the_way or draft.disowned or draft.claim.subject is None:
        return False
    return draft.word is None or not (draft.word.lemma in _SILENT or rejects_claim(draft.p, draft.word))


def _is_by(draft: Draft, who: str | None) -> bool:
    told = draft.told or {}
    return who is not None and who in {told.get("speaker_entity"), told.get("speaker")}


def _accuses(draft: Draft) -> bool:
    return draft.word is not None and draft.word.lemma in _ACCUSING


def _is_quoted(draft: Draft) -> bool:
    return draft.p.quoted[draft.claim.clause[0]] >= 0


def _first_of_latest(found: Iterable[tuple[int, Draft]]) -> Draft | None:
    told = [*found]
    return next((draft for number, draft in told if number == told[-1][0]), None)


def _toll_in(p: Passage, clause: Range) -> Range | None:
    """The number that a count comes to: the 14 of "the count of the injured stands at 14"."""
    first, last = clause
    last -= p.lows[last - 1] == "."
    counts = p.tags[last - 1] == "CD" and p.lows[last - 2] in {"at", "is"}
    of = any(p.lows[i] in FIGURES and p.lows[i + 1] == "of" for i in range(first, last - 2)) if counts else False
    return (last - 1, last) if of else None


def _number_in(p: Passage, clause: Range, tally: Tally) -> Range | None:
    """The number of the clause that counts its subject, "nine elderly patients are", or what the tally names."""
    first, last = clause
    for i in range(first, last - 1):
        if p.tags[i] != "CD" or p.words[i][0] in "$£€":
            continue
        end = next((j for j in range(i + 1, last) if p.tags[j] != "CD"), last)
        head = next((j for j in range(end, min(last, end + _PHRASE_LONG)) if p.tags[j] == "NNS"), None)
        if head is None or any(p.tags[j] not in _DESCRIBING for j in range(end, head)):
            continue
        is_subject = tally.noun is None and all(p.lows[j] in _BEFORE_COUNT for j in range(first, i))
        if p.lows[head] == tally.noun or tally.counter or is_subject:
            return i, end
    return None
