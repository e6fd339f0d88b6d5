"""What the next sentence or a later event leaves behind: silence that is broken, goods that are no longer sold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.models import Contradiction, Mode
from pipeline.text import normal_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.link.canon import Canon
    from pipeline.link.known import KnownClaims
    from pipeline.link.told import Told
    from pipeline.models import Claim

__all__ = ["disputes", "overtaken"]

_SILENCE = "statement.no_comment"
_AVAILABLE, _STOPPED = "supply.available", "supply.stop"
# Letters that "retail" and "retailer" must share.
_TELLING = 5
_NOT_YET = re.compile(
    r"\b(?:yet to|(?:has|have|had|did)(?: not|n['’]t)(?: yet)?|not yet|never) (?:\w+ )?(?:offer|issue|give|make|release"
    r"|publish|comment|respond|reply|answer|return|react|say)",
    re.IGNORECASE,
)
# "Via various other retailers": who says so has counted out the one that stopped.
_OTHERS = re.compile(r"\b(?:others?|elsewhere|remaining)\b", re.IGNORECASE)


def disputes(rival: Claim, claim: Claim) -> bool:
    """
    Tell whether a claim that contradicts another puts it in dispute.

    That somebody was silent disputes nothing that was said, and that goods were on sale does not dispute that they no
    longer are: only what was overtaken is in dispute.
    """
    if rival.event_type == _SILENCE != claim.event_type:
        return False
    return not (rival.event_type == _AVAILABLE and claim.event_type == _STOPPED)


def overtaken(fresh: Iterable[Told], known: KnownClaims) -> Iterator[Contradiction]:
    """
    Yield the claims that cannot stand beside what the mentions of one article, or what is known already, say.

    A party that "has yet to offer a statement" and is quoted in the same article; goods that are to be had from shops,
    and a shop of that kind that no longer sells them.
    """
    told_here = list(fresh)
    for told in told_here:
        if _is_silence(told):
            for other in told_here:
                if _breaks(other, told, known.canon):
                    yield _pair(told, other, "the same article has a statement by")
        for sold, stopped in _supplies(told, known):
            if _no_longer(sold, stopped, known.canon):
                yield _pair(sold, stopped, "no longer so according to")


def _is_silence(told: Told) -> bool:
    said = told.mention.statement
    return said.event_type == _SILENCE and said.mode is not Mode.DECLINED and bool(_NOT_YET.search(said.claim))


def _breaks(told: Told, silence: Told, canon: Canon) -> bool:
    """Tell whether somebody says something of whom the article says that they have not."""
    said, quiet = told.mention.statement, canon.party(silence.mention.statement.subject or "")
    if quiet is None or said.event_type == _SILENCE or said.mode not in {Mode.QUOTED, Mode.REPORTED}:
        return False
    return quiet == canon.party(said.speaker_entity or said.speaker or "")


def _supplies(told: Told, known: KnownClaims) -> Iterator[tuple[Told, Told]]:
    """Yield what a mention and a known one about the same goods or their maker say: on sale, and no longer sold."""
    kind = told.mention.statement.event_type
    if kind not in {_AVAILABLE, _STOPPED} or told.mention.statement.polarity == "-":
        return
    for other in known.of_kind(_STOPPED if kind == _AVAILABLE else _AVAILABLE, told):
        if other.mention.statement.polarity == "+":
            yield (told, other) if kind == _AVAILABLE else (other, told)


def _no_longer(sold: Told, stopped: Told, canon: Canon) -> bool:
    """Tell whether who stopped selling is of the kind that was said to sell: a "retailer", of "retail stores"."""
    said = sold.mention.statement
    if _OTHERS.search(said.claim) or Mode.SPECULATED in {said.mode, stopped.mention.statement.mode}:
        return False
    seller = canon.party(stopped.mention.statement.subject or "")
    entity = next((entity for entity in canon.entities if entity.name == seller), None)
    if entity is None or entity.name.lower() in said.claim.lower():
        return entity is not None
    trades = {normal_words(role)[-1] for role in entity.roles}
    words = [word for word in normal_words(said.claim) if len(word) >= _TELLING]
    return any(trade.startswith(word) for trade in trades for word in words)


def _pair(one: Told, other: Told, why: str) -> Contradiction:
    reason = f"{why} “{other.mention.statement.claim}”"
    return Contradiction(claim_id=one.link.claim_id, other_id=other.link.claim_id, reason=reason)
