"""What an article, an outlet or an origin takes back: by a new revision, by a notice, or in so many words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.notices import NO_LONGER_SAID, TAKEN_BACK, is_notice, is_retraction, same_outlet
from pipeline.link.novelty import is_denial
from pipeline.link.wording import likeness
from pipeline.models import Novelty
from pipeline.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.link.known import KnownClaims, Told
    from pipeline.link.same_claim import Found
    from pipeline.link.wording import Wording
    from pipeline.models import Article, Link, Mention, Origin

__all__ = ["Recanted", "dropped", "recanted", "taken_back_by"]

# A notice names what it withdraws in words of its own, and an outlet's own claims are few: less likeness is needed than
# between two reports. Measured on the notices of the invented month (.3 and more; others of the outlet's claims .1).
_NOTICE_BAR = 0.2


class Recanted(NamedTuple):
    """What a mention takes back: a claim, on whose behalf, and how surely it is that claim (0 to 1)."""

    claim_id: int
    by_outlet: bool
    score: float

    @property
    def reason(self) -> str:
        """How the verdict on the mention itself reads."""
        return f"{TAKEN_BACK} by {'its outlet' if self.by_outlet else 'whose word it was'}"


def dropped(article: Article, known: KnownClaims) -> Iterator[Link]:
    """
    Yield a new verdict on each mention that an article's newest text no longer carries.

    Where the text, or its title, has a notice, what it dropped is taken back; else it is only no longer said, which
    says nothing about its being so.
    """
    text = squeeze(article.text)
    lines = (article.title or "", *article.text.splitlines())
    reason = f"{TAKEN_BACK} by its outlet: a later revision has a notice" if any(map(is_notice, lines)) else None
    for told in known.of_article(article.article_id):
        if (
            told.mention.revision != article.revision
            and told.link.novelty is not Novelty.CORRECTED
            and squeeze(told.mention.statement.evidence) not in text
        ):
            yield _marked(told, reason or NO_LONGER_SAID)


def recanted(
    mention: Mention, words: Wording, states: Origin | None, found: Found, known: KnownClaims
) -> Recanted | None:
    """
    Return what a mention takes back; None where it takes nothing back.

    An outlet takes back what it printed, in a notice. Whoever is named takes back their own word by denying it, or by
    saying that it no longer counts: in another article than where they gave it, and not where they denied it before.
    """
    if is_notice(mention.statement.evidence):
        return _by_outlet(mention, words, found, known)
    if states is None:
        return None
    match = found.against if is_denial(mention) else found.same
    if match is None or not (is_denial(mention) or is_retraction(mention.statement.evidence)):
        return None
    claim_id, voice = match.told.link.claim_id, states.voice_id
    stances = known.standing(claim_id).stances.get(voice, ())
    elsewhere = any(told.mention.article_id != mention.article_id for told in stances)
    denied = any(voice in known.standing(other).backed for other in known.contradictions.of(claim_id))
    return Recanted(claim_id, by_outlet=False, score=match.score) if elsewhere and not denied else None


def taken_back_by(mention: Mention, claim_id: int, known: KnownClaims) -> list[Link]:
    """Return new verdicts on what the outlet of a notice said of the claim that it takes back."""
    return [
        _marked(told, f"{TAKEN_BACK} by its outlet")
        for told in known.of_claim(claim_id)
        if told.mention.mention_id != mention.mention_id
        and same_outlet(told.mention.outlet, mention.outlet)
        and told.link.novelty is not Novelty.CORRECTED
    ]


def _by_outlet(mention: Mention, words: Wording, found: Found, known: KnownClaims) -> Recanted | None:
    near = [
        told
        for told in known.near(words)
        if same_outlet(told.mention.outlet, mention.outlet)
        and (told.mention.article_id, told.mention.revision) != (mention.article_id, mention.revision)
    ]
    claims = {told.link.claim_id for told in near}
    for match in (found.same, found.against):
        if match is not None and match.told.link.claim_id in claims:
            return Recanted(match.told.link.claim_id, by_outlet=True, score=match.score)
    alike = {told.link.claim_id: likeness(words, told.words) for told in near}
    best = max(alike, key=alike.__getitem__, default=None)
    if best is None or alike[best] < _NOTICE_BAR:
        return None
    return Recanted(best, by_outlet=True, score=alike[best])


def _marked(told: Told, reason: str) -> Link:
    return told.link.model_copy(update={"novelty": Novelty.CORRECTED, "reason": reason})
