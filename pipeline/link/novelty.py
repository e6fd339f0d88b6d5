"""What does a mention add to what was known, and does it drop the doubt its origin had?"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pipeline.link.figures import Fit, fit
from pipeline.link.standing import is_sure
from pipeline.models import Certainty, Mode, Novelty, OriginBasis, SpeakerKind, Status
from pipeline.text import normal_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.link.standing import Backing, Standing
    from pipeline.link.told import Told
    from pipeline.models import Mention

__all__ = ["denial", "hedge_dropped", "is_denial", "novelty"]

_QUOTED = re.compile(r"[“\"„«]([^”\"»]+)[”\"»]?")
_QUOTE_WORDS = 5
_VARIES = 0.55
"""Of the shorter of two quotations, how many words must be in the other, in the same order, for them to be one."""
_SURE = {Certainty.CERTAIN: 3, Certainty.PROBABLE: 2, Certainty.POSSIBLE: 1}


def is_denial(mention: Mention) -> bool:
    """Tell whether a mention says of something that it is not so."""
    return mention.statement.mode is Mode.DENIED or mention.statement.polarity == "-"


def novelty(one: Backing, before: Standing) -> Novelty:
    """
    Return what a mention adds to those `before` it that make the same claim, from the same side.

    Whose word it is comes before which outlet carries it: a party's word is news, whoever had it before.
    """
    mention = one.told.mention
    if not before.mentions:
        return Novelty.NEW
    if one.is_party and not before.on_record:
        return Novelty.ON_RECORD
    if one.told.link.basis is OriginBasis.STATED and one.voice is not None:
        if one.voice not in before.voices and one.voice not in before.backed:
            return Novelty.NEW_ORIGIN
        if _says_otherwise(one.told, before.stances.get(one.voice, ())):
            return Novelty.CHANGED
    return Novelty.REPEATED if _had_it(mention, before) else Novelty.ECHO


def denial(one: Backing, denials: Sequence[Standing]) -> Novelty:
    """
    Return what a denial adds to the `denials` of the same claim before it: only a denier's first is one.

    A denial of which nothing tells whose it is counts where nobody has denied it yet.
    """
    if one.voice is None:
        known = any(before.mentions for before in denials)
    else:
        known = any(one.voice in before.voices or one.voice in before.backed for before in denials)
    if not known:
        return Novelty.DENIED
    return Novelty.REPEATED if any(_had_it(one.told.mention, before) for before in denials) else Novelty.ECHO


def hedge_dropped(one: Backing, stating: Iterable[Told], status: Status | None, *, named_here: bool) -> bool:
    """
    Tell whether a mention states as fact, in its outlet's own voice, what its origin put with a source or a doubt.

    `stating` are mentions that name the origin, `status` where the claim stood before. An article that names the origin
    anywhere (`named_here`) has not dropped it, what is on record needs no hedge, and what may well be another claim
    drops none of this one's.
    """
    said, link = one.told.mention.statement, one.told.link
    if named_here or status is Status.ON_RECORD or not is_sure(link):
        return False
    if link.basis in {OriginBasis.STATED, OriginBasis.NONE}:
        return False
    flat = said.mode is Mode.ASSERTED and said.certainty is Certainty.CERTAIN
    return flat and said.speaker_kind is SpeakerKind.AUTHOR and any(_hedges(told.mention) for told in stating)


def _hedges(mention: Mention) -> bool:
    return mention.statement.mode is not Mode.ASSERTED or mention.statement.certainty is not Certainty.CERTAIN


def _had_it(mention: Mention, before: Standing) -> bool:
    """Tell whether the same outlet, or the same article, carried it before."""
    return bool(before.articles[mention.article_id] or (mention.outlet and before.outlets[mention.outlet]))


def _says_otherwise(now: Told, stances: Iterable[Told]) -> bool:
    """Tell whether an origin gives another figure, date or certainty than it gave, or its quotation varies."""
    before = list(stances)
    return _another_figure(now, before) or _another_certainty(now.mention, before) or _requoted(now.mention, before)


def _another_figure(now: Told, before: Sequence[Told]) -> bool:
    """Tell whether it gives a figure that it never gave, for what it gave another figure for."""
    given = frozenset(figure for told in before for figure in told.words.figures)
    fits = {figure: fit(frozenset({figure}), given) for figure in now.words.figures}
    if Fit.RIVAL in fits.values():
        return True
    # Of figures that may count something else, one that stands where one stood before.
    apart = Counter(figure.kind for figure, found in fits.items() if found is Fit.APART)
    return any(
        count == 1 and len({figure.value for figure in given if figure.kind == kind}) == 1
        for kind, count in apart.items()
    )


def _another_certainty(now: Mention, before: Sequence[Told]) -> bool:
    """
    Tell whether an origin became much surer, or much less sure, in the same outlet.

    Each outlet has its own way to put the same word; only what changes within one tells of the origin.
    """
    latest = next((told.mention for told in reversed(before) if now.outlet and told.mention.outlet == now.outlet), None)
    if latest is None or latest.article_id == now.article_id:
        return False
    sure = (_SURE.get(one.statement.certainty) for one in (now, latest))
    return {Certainty.CERTAIN.value, Certainty.POSSIBLE.value} == {
        one.statement.certainty.value for one in (now, latest)
    } and None not in sure


def _requoted(now: Mention, before: Sequence[Told]) -> bool:
    """Tell whether a quotation differs from the one it must be: most words the same, in order, and neither a piece."""
    mine = _quotation(now)
    if not mine:
        return False
    varied = False
    for told in before:
        theirs = _quotation(told.mention)
        if not theirs or told.mention.article_id == now.article_id:
            continue
        shorter, longer = sorted((mine, theirs), key=len)
        if _within(shorter, longer):
            return False
        blocks = SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
        varied = varied or sum(block.size for block in blocks) >= _VARIES * len(shorter)
    return varied


def _quotation(mention: Mention) -> list[str]:
    """Return the words of the longest quotation in a mention's evidence; none where it is only a few words."""
    said = mention.statement
    if said.mode is not Mode.QUOTED:
        return []
    found = [normal_words(piece) for piece in _QUOTED.findall(said.evidence)]
    words = max(found, key=len, default=[]) or normal_words(said.claim)
    return words if len(words) >= _QUOTE_WORDS else []


def _within(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    size = len(shorter)
    return any(longer[start : start + size] == shorter for start in range(len(longer) - size + 1))
