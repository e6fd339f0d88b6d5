"""The claims known so far, kept so that a new mention is compared with a few of them and not with all."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.by_hand import ByHand
from pipeline.link.origins import stated_origin
from pipeline.link.wording import Wording, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.link.canon import Canon
    from pipeline.models import Claim, Link, Mention, Origin, Status

__all__ = ["KnownClaims", "Told"]


# A mention is compared with the latest of those it shares something with, so that no article and no topic makes linking
# quadratic. What was said long ago and comes back is found by its wording.
_LATEST = 150
_CARRIERS = 8


class Told(NamedTuple):
    """A mention with its words, the origin it names itself, and what linking made of it."""

    mention: Mention
    words: Wording
    states: Origin | None
    link: Link


class KnownClaims:
    """Claims with their mentions, found by quote, by wording, or by whom they are about."""

    def __init__(self, canon: Canon, by_hand: ByHand | None = None) -> None:
        self.canon = canon
        self.by_hand = by_hand or ByHand()
        self.claims: dict[int, Claim] = {}
        self.origins: dict[int, Origin] = {}
        self.status: dict[int, Status] = {}
        self.contradictions: set[tuple[int, int]] = set()
        self._told: dict[int, Told] = {}
        self._of_claim: defaultdict[int, list[int]] = defaultdict(list)
        self._of_article: defaultdict[int, list[int]] = defaultdict(list)
        self._by_quote: defaultdict[int, list[int]] = defaultdict(list)
        self._by_run: defaultdict[int, list[int]] = defaultdict(list)
        self._by_subject: defaultdict[str, list[int]] = defaultdict(list)
        self._by_event: defaultdict[tuple[int, str], list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._told)

    def add(self, mention: Mention, link: Link) -> Told:
        """Remember a mention and its link; a link for a mention that is known replaces the earlier one."""
        states = stated_origin(mention.statement, self.canon.entities)
        told = Told(mention, wording(mention, self.canon), states, link)
        self._told[mention.mention_id] = told
        self._of_claim[link.claim_id].append(mention.mention_id)
        self._of_article[mention.article_id].append(mention.mention_id)
        for quote in told.words.quotes:
            self._by_quote[quote].append(mention.mention_id)
        for run in told.words.runs:
            self._by_run[run].append(mention.mention_id)
        for word in told.words.subject:
            self._by_subject[word].append(mention.mention_id)
        claim = self.claims.get(link.claim_id)
        if claim:
            self._by_event[claim.story_id, mention.statement.event_type].append(mention.mention_id)
        return told

    def relink(self, link: Link) -> None:
        """Take a later verdict on a known mention."""
        self._told[link.mention_id] = self._told[link.mention_id]._replace(link=link)

    def knows(self, mention_id: int) -> bool:
        """Tell whether a mention is known."""
        return mention_id in self._told

    def of_claim(self, claim_id: int) -> list[Told]:
        """Return the mentions of a claim in order of arrival."""
        return [self._told[mention_id] for mention_id in self._of_claim[claim_id]]

    def of_article(self, article_id: int) -> list[Told]:
        """Return the mentions an article made, all its revisions together."""
        return [self._told[mention_id] for mention_id in self._of_article[article_id]]

    def of_event(self, claim: Claim) -> Iterator[Told]:
        """Yield the mentions of every claim of the same story about the same subject and family of events."""
        mine = next((told.words for told in self.of_claim(claim.claim_id)), None)
        for told in self.near(mine) if mine else ():
            same_story = self.claims[told.link.claim_id].story_id == claim.story_id
            if same_story and mine and told.words.family == mine.family and told.words.subject == mine.subject:
                yield told

    def against(self, claim_id: int) -> list[int]:
        """Return the claims that cannot hold together with this one, the latest last."""
        found = (other if one == claim_id else one for one, other in self.contradictions if claim_id in {one, other})
        return sorted(found, key=lambda other: (self.claims[other].first_seen, other))

    def near(self, words: Wording, event: tuple[int, str] | None = None) -> Iterator[Told]:
        """
        Yield, once each, the mentions that share a quote, a run of words or a word of the subject.

        With `event`, a story and a type of event, also those that tell of one such in that story.
        """
        found = chain(
            *(self._by_quote.get(quote, ())[-_LATEST:] for quote in words.quotes),
            *(self._by_run.get(run, ())[-_CARRIERS:] for run in words.runs),
            *(self._by_subject.get(word, ())[-_LATEST:] for word in words.subject),
            self._by_event.get(event, ())[-_LATEST:] if event else (),
        )
        yield from (self._told[mention_id] for mention_id in dict.fromkeys(found))
