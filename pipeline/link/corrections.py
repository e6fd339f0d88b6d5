"""What an article, an outlet or an origin takes back: by a new revision, by a notice, or in so many words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.figures import Fit, fit
from pipeline.link.notices import is_notice, is_retraction, notices_in, same_outlet
from pipeline.link.novelty import is_denial
from pipeline.link.wording import likeness, wording
from pipeline.models import NO_LONGER_SAID, TAKEN_BACK, Mention, Novelty, Statement
from pipeline.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.link.known import KnownClaims
    from pipeline.link.notices import Notice
    from pipeline.link.same_claim import Found
    from pipeline.link.told import Told
    from pipeline.link.wording import Wording
    from pipeline.models import Article, Link, Origin

__all__ = ["Recanted", "dropped", "noticed", "recanted", "taken_back_by"]

# A notice names what it withdraws in words of its own, and an outlet's own claims are few: less likeness is needed than
# between two reports. Measured on the notices of the invented month (.3 and more; others of the outlet's claims .1).
_NOTICE_BAR = 0.2
_TEXT_BAR = 0.3
"""The same where only the sentence of the notice is known, and nothing of whom it is about."""
_NEGATIVE = re.compile(r"\b(?:not|no|never|nobody|none|nothing)\b|n['’]t\b", re.IGNORECASE)
_OTHER_FIGURE = frozenset({Fit.RIVAL, Fit.APART})


class Recanted(NamedTuple):
    """
    What a mention takes back: a claim, on whose behalf, and how surely it is that claim (0 to 1).

    Without a claim it is a report of the outlet's own that nobody here has seen.
    """

    claim_id: int | None
    by_outlet: bool
    score: float

    @property
    def reason(self) -> str:
        """How the verdict on the mention itself reads."""
        if self.claim_id is None:
            return "its outlet says that it had printed so, and was wrong"
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


def noticed(article: Article, known: KnownClaims) -> Iterator[Link]:
    """
    Yield new verdicts on what an article's outlet said before and takes back in the notices of its text.

    Where a notice tells what was printed, that is what said the same; where it tells what is so, what said the contrary
    or gave another figure.
    """
    for notice in notices_in(article.text, article.outlet) if article.outlet else ():
        words = _words(notice, article, known)
        near: dict[int, float] = {}
        for told in known.near(words, [(0, "")]):
            if same_outlet(told.mention.outlet, article.outlet) and _is_meant(told, notice, words):
                claim_id, alike = told.link.claim_id, likeness(words, told.words)
                near[claim_id] = max(near.get(claim_id, 0.0), alike)
        best = max(near, key=near.__getitem__, default=None)
        if best is not None and near[best] >= _TEXT_BAR:
            yield from _taken_back(article.outlet, best, known)


def recanted(
    mention: Mention, words: Wording, states: Origin | None, found: Found, known: KnownClaims
) -> Recanted | None:
    """
    Return what a mention takes back; None where it takes nothing back.

    An outlet takes back what it printed, in a notice. Whoever is named takes back their own word by denying it, or by
    saying that it no longer counts: in another article than where they gave it, and not where they denied it before.
    """
    if known.is_notice(mention):
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
    found = _taken_back(mention.outlet, claim_id, known)
    return [verdict for verdict in found if verdict.mention_id != mention.mention_id]


def _taken_back(outlet: str | None, claim_id: int, known: KnownClaims) -> Iterator[Link]:
    for told in known.of_claim(claim_id):
        if same_outlet(told.mention.outlet, outlet) and not told.link.reason.startswith(TAKEN_BACK):
            yield _marked(told, f"{TAKEN_BACK} by its outlet")


def _words(notice: Notice, article: Article, known: KnownClaims) -> Wording:
    """Return the words of what a notice tells of, as they are compared."""
    said = Statement(claim=notice.says, evidence=notice.says, evidence_span=(0, len(notice.says)))
    mention = Mention(
        mention_id=0,
        article_id=article.article_id,
        revision=article.revision,
        outlet=article.outlet,
        seen_at=article.seen_at,
        said_at=article.seen_at,
        statement=said,
    )
    return wording(mention, known.canon)


def _is_meant(told: Told, notice: Notice, words: Wording) -> bool:
    """Tell whether a notice may speak of what a mention says: the same, or where it tells what is so, the contrary."""
    contrary = (told.mention.statement.polarity == "-") is not bool(_NEGATIVE.search(notice.says))
    return contrary or fit(words.figures, told.words.figures) in _OTHER_FIGURE if notice.rights else not contrary


def _by_outlet(mention: Mention, words: Wording, found: Found, known: KnownClaims) -> Recanted | None:
    near = [
        told
        for told in known.near(words)
        if same_outlet(told.mention.outlet, mention.outlet)
        and (told.mention.article_id, told.mention.revision) != (mention.article_id, mention.revision)
    ]
    claims = {told.link.claim_id for told in near}
    for match in (found.same, found.against):
        if match is not None and (match.told.link.claim_id in claims or _printed(match.told, mention, known)):
            return Recanted(match.told.link.claim_id, by_outlet=True, score=match.score)
    alike = {told.link.claim_id: likeness(words, told.words) for told in near}
    best = max(alike, key=alike.__getitem__, default=None)
    if best is not None and alike[best] >= _NOTICE_BAR:
        return Recanted(best, by_outlet=True, score=alike[best])
    if not known.tells_what_was_printed(mention):
        return None
    return Recanted(None, by_outlet=True, score=found.same.score if found.same else 1.0)


def _printed(told: Told, mention: Mention, known: KnownClaims) -> bool:
    """Tell whether the outlet of a notice made the claim that a mention makes."""
    return any(
        same_outlet(other.mention.outlet, mention.outlet)
        and (other.mention.article_id, other.mention.revision) != (mention.article_id, mention.revision)
        for other in known.of_claim(told.link.claim_id)
    )


def _marked(told: Told, reason: str) -> Link:
    return told.link.model_copy(update={"novelty": Novelty.CORRECTED, "reason": reason})
