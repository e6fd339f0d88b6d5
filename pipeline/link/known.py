"""The claims known so far, kept so that a new mention is compared with a few of them and not with all."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

from pipeline.link.by_hand import ByHand
from pipeline.link.columns import Columns
from pipeline.link.contradictions import Contradictions
from pipeline.link.families import Families
from pipeline.link.hearing import heard_in, of_outlet
from pipeline.link.kinship import Kinship
from pipeline.link.notices import is_notice, notices_in, tells_what_was_printed
from pipeline.link.novelty import is_denial
from pipeline.link.party import is_party
from pipeline.link.runs import Runs
from pipeline.link.sides import Side, voice_behind
from pipeline.link.standing import Backing, Standing, is_sure
from pipeline.link.times import surely_before
from pipeline.link.told import Told
from pipeline.link.wording import wording
from pipeline.models import Novelty, OriginBasis
from pipeline.same_page import same_page_key
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.link.canon import Canon
    from pipeline.link.stated import Stated
    from pipeline.link.wording import Wording
    from pipeline.models import Article, Claim, Link, Mention, Origin, Status

__all__ = ["KnownClaims"]

# A mention is compared with the latest of those it shares something with, so that no article and no topic makes linking
# quadratic. What was said long ago and comes back is found by its wording.
_LATEST = 150
_SAYING = 60
_CARRIERS = 8
_WITNESSES = 12
_KINDRED = 40


class KnownClaims:
    """Claims with their mentions, found by quote, by wording, or by whom they are about."""

    def __init__(self, canon: Canon, by_hand: ByHand | None = None) -> None:
        self.canon = canon
        self.by_hand = by_hand or ByHand()
        self.families = Families()
        self.claims: dict[int, Claim] = {}
        self.origins: dict[int, Origin] = {}
        self.status: dict[int, Status] = {}
        self.contradictions = Contradictions()
        self.kinship = Kinship()
        self.bodies: Mapping[tuple[int, int], Mapping[str, str]] = {}
        """For whom people speak, by article and revision, where that was found before the article's turn."""
        self.columns = Columns()
        # Mentions go by their places: the how-manieth each came.
        self._told: list[Told] = []
        self._places: dict[int, int] = {}
        self._sides: dict[int, Side] = {}
        self._standing: dict[int, Standing] = {}
        self._unsettled: set[int] = set()
        self._heard: dict[int, Stated] = {}
        self._notices: set[int] = set()
        self._printed: set[int] = set()
        self._outlets: dict[str, None] = {}
        self._of_claim: defaultdict[int, list[int]] = defaultdict(list)
        self._of_article: defaultdict[int, list[int]] = defaultdict(list)
        self._stating: defaultdict[int, list[int]] = defaultdict(list)
        self._unexplained: defaultdict[int, dict[int, None]] = defaultdict(dict)
        self._by_quote: defaultdict[int, list[int]] = defaultdict(list)
        self._by_run = Runs()
        self._by_subject: defaultdict[str, list[int]] = defaultdict(list)
        self._by_term: defaultdict[str, list[int]] = defaultdict(list)
        self._by_event: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
        self._by_kind: defaultdict[tuple[str, str], list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._told)

    def add(self, mention: Mention, link: Link, *, settled: bool = True) -> Told:
        """
        Remember a mention and its link.

        One that is not yet `settled` has found its claim and waits for the verdict (`relink`); until then it can be
        found, and stands for nothing.
        """
        told = self._add(mention, link, wording(mention, self.canon), settled=settled)
        self._by_run.add(self.order(told), told.words)
        return told

    def recall(self, mentions: Sequence[tuple[Mention, Link]], before: KnownClaims) -> None:
        """Remember stored mentions with their links, all at once; what was known `before` lends their words."""
        for mention, link in mentions:
            place = before._places.get(mention.mention_id)
            words = before._told[place].words if place is not None else wording(mention, self.canon)
            self._add(mention, link, words, settled=True)
        self._by_run.recall([told.words for told in self._told])

    def _add(self, mention: Mention, link: Link, words: Wording, *, settled: bool) -> Told:
        states = self.states(mention) or self._stated_by(link)
        told = Told(mention, words, states, link, self._heard.get(mention.mention_id))
        place = self._places[mention.mention_id] = len(self._told)
        self._told.append(told)
        self._index(told, place)
        if states and is_sure(link):
            self._stating[link.claim_id].append(place)
        elif link.basis is OriginBasis.NONE:
            self._unexplained[link.claim_id][place] = None
        if not settled:
            self._unsettled.add(place)
        elif link.claim_id in self._standing:
            self._standing[link.claim_id].take(self.backing(told))
        return told

    def _index(self, told: Told, place: int) -> None:
        mention, link, words = told.mention, told.link, told.words
        claim, kind = self.claims.get(link.claim_id), mention.statement.event_type
        self.columns.add(words, link.claim_id, claim)
        self._of_claim[link.claim_id].append(place)
        self._of_article[mention.article_id].append(place)
        if mention.outlet:
            self._outlets[mention.outlet] = None
        for quote in words.quotes:
            self._by_quote[quote].append(place)
        for word in words.subject:
            self._by_subject[word].append(place)
        for term in words.telling:
            self._by_term[term].append(place)
        if claim:
            self._by_event[claim.story_id, kind].append(place)
        for name in words.parties:
            self._by_kind[kind, name].append(place)

    def states(self, mention: Mention) -> Origin | None:
        """
        Return the origin that a mention names itself.

        A notice names none: "our article said" is no word for what the article said.
        """
        if self.is_notice(mention):
            return None
        heard = self._heard.get(mention.mention_id)
        return heard.origin if heard and heard.surely else None

    def is_notice(self, mention: Mention) -> bool:
        """
        Tell whether a mention of an article that was heard is a notice of its outlet and no claim.

        What a notice says is so, in a sentence or clause of its own, is a claim like any other.
        """
        return mention.mention_id in self._notices

    def tells_what_was_printed(self, mention: Mention) -> bool:
        """Tell whether such a notice tells what its outlet had printed, and not what is so."""
        return mention.mention_id in self._printed

    def remember(self, origin: Origin) -> None:
        """Take in an origin, or that it is known now whose voice it is."""
        before = self.origins.get(origin.origin_id)
        self.origins[origin.origin_id] = origin
        if before and before.voice_id != origin.voice_id:
            self._standing.clear()

    def hear(self, mentions: Sequence[Mention], story_id: int, article: Article | None = None) -> None:
        """Take in whose word the mentions of one article say it is, in text order, and which take something back."""
        text = article.text if article else "\n".join(mention.statement.evidence for mention in mentions)
        notices = notices_in(text, mentions[0].outlet if mentions else None)
        self._printed |= {one.mention_id for one in mentions if tells_what_was_printed(one, notices)}
        self._notices |= {one.mention_id for one in mentions if is_notice(one.statement.claim)} | self._printed
        self._heard |= heard_in(mentions, story_id, self, self._outlets, article)

    def _stated_by(self, link: Link) -> Origin | None:
        """Return the origin that a mention names whose verdict says that it does."""
        origin = self.origins.get(link.origin_id or 0) if link.basis is OriginBasis.STATED else None
        return origin.model_copy(update={"via": link.via}) if origin else None

    def linked(self, told: Told) -> Origin | None:
        """Return whose word its claim is in the first article that a mention's article links to and that makes it."""
        for address in told.mention.links:
            for other in self.of_article(content_id("article", same_page_key(address))):
                if other.link.claim_id == told.link.claim_id and not surely_before(told.mention, other.mention):
                    known = other.states or self.origins.get(other.link.origin_id or 0)
                    return known or (of_outlet(other.mention.outlet, self.families) if other.mention.outlet else None)
        return None

    def relink(self, link: Link) -> None:
        """Take the verdict on a known mention, the first or a later one; its claim stays the same."""
        place = self._places[link.mention_id]
        before = self._told[place]
        standing = self.standing(link.claim_id)
        if place in self._unsettled:
            self._unsettled.remove(place)
        else:
            standing.put_back(self.backing(before))
        self._sides.pop(place, None)
        told = self._told[place] = before._replace(link=link, states=before.states or self._stated_by(link))
        if told.states and not before.states and is_sure(link):
            self._stating[link.claim_id].append(place)
        standing.take(self.backing(told))
        if link.basis is not OriginBasis.NONE:
            self._unexplained[link.claim_id].pop(place, None)

    def standing(self, claim_id: int) -> Standing:
        """Return what stands behind a claim: the mentions that have their verdict."""
        standing = self._standing.get(claim_id)
        if standing is None:
            standing = self._standing[claim_id] = Standing()
            for place in self._of_claim[claim_id]:
                if place not in self._unsettled:
                    standing.take(self.backing(self._told[place]))
        return standing

    def backing(self, told: Told) -> Backing:
        """Return a mention as it counts for its claim."""
        origin = self.origins.get(told.link.origin_id or 0)
        stated = told.link.basis is OriginBasis.STATED and is_sure(told.link)
        party = stated and is_party(told.mention.statement, origin, self.canon)
        return Backing(told, origin, self.order(told), party)

    def witnesses(self, told: Told) -> list[Told]:
        """
        Return the mentions of a mention's claim that name whose word it is and may tell whose it is here too.

        In order of arrival: the first few of the claim, and those that share words with it.
        """
        claim_id, words = told.link.claim_id, told.words
        found = chain(
            self._stating[claim_id][:_WITNESSES],
            *(self._by_quote.get(quote, ())[:_WITNESSES] for quote in words.quotes),
            *(found[:_CARRIERS] for found in self._by_run.carriers(words)),
            self._stating[claim_id][-_WITNESSES:],
        )
        return [told for told in map(self._told.__getitem__, sorted({*found})) if told.link.claim_id == claim_id]

    def unexplained(self, claim_id: int) -> list[Told]:
        """Return the latest mentions of a claim of which nothing tells whose word it is."""
        latest = list(islice(reversed(self._unexplained[claim_id]), _LATEST))
        return [self._told[one] for one in reversed(latest)]

    def sharing(self, told: Told) -> list[Told]:
        """Return the other mentions of a mention's claim that share a quote or a run of words with it."""
        found = chain(
            *(self._by_quote.get(quote, ())[-_LATEST:] for quote in told.words.quotes),
            *(found[-_CARRIERS:] for found in self._by_run.carriers(told.words)),
        )
        own, claim_id = self.order(told), told.link.claim_id
        others = (self._told[place] for place in dict.fromkeys(found) if place != own)
        return [other for other in others if other.link.claim_id == claim_id]

    def of_kind(self, event_type: str, like: Told) -> list[Told]:
        """Return the latest mentions of a type of event whose claims name somebody that another's claim names."""
        found = chain(*(self._by_kind.get((event_type, name), ())[-_KINDRED:] for name in sorted(like.words.parties)))
        return [self._told[place] for place in dict.fromkeys(found)]

    def told(self, mention_id: int) -> Told:
        """Return a known mention."""
        return self._told[self._places[mention_id]]

    def at(self, place: int) -> Told:
        """Return the mention that came as the how-manieth, from 0."""
        return self._told[place]

    def side(self, place: int) -> Side:
        """
        Return the mention at a place as it is compared.

        By the origin that it names itself, else by the one it was found to rest on.
        """
        side = self._sides.get(place)
        if side is None:
            told = self._told[place]
            origin = told.states or self.origins.get(told.link.origin_id or 0)
            story_id = self.claims[told.link.claim_id].story_id
            side = self._sides[place] = Side(told.mention.statement, told.words, story_id, voice_behind(origin))
        return side

    def order(self, told: Told) -> int:
        """Return when a mention came: its place."""
        return self._places[told.mention.mention_id]

    def last_of(self, claim_id: int, *, corrected: bool = False) -> int:
        """Return the latest mention of a claim, or the latest `corrected` one where there is one."""
        places = self._of_claim[claim_id]
        marked = (one for one in reversed(places) if self._told[one].link.novelty is Novelty.CORRECTED)
        return self._told[next(marked, places[-1]) if corrected else places[-1]].mention.mention_id

    def denies(self, claim_id: int) -> bool:
        """Tell whether a claim says of something that it is not so."""
        first = next(iter(self._of_claim[claim_id]), None)
        return first is not None and is_denial(self._told[first].mention)

    def knows(self, mention_id: int) -> bool:
        """Tell whether a mention is known."""
        return mention_id in self._places

    def of_claim(self, claim_id: int) -> list[Told]:
        """Return the mentions of a claim in order of arrival."""
        return [self._told[place] for place in self._of_claim[claim_id]]

    def size(self, claim_id: int) -> int:
        """Return how many mentions a claim has; at most so many as `near` surely yields of those that are like it."""
        return min(len(self._of_claim[claim_id]), _SAYING)

    def of_article(self, article_id: int) -> list[Told]:
        """Return the mentions an article made, all its revisions together."""
        return [self._told[place] for place in self._of_article[article_id]]

    def of_event(self, claim: Claim) -> Iterator[Told]:
        """Yield the mentions of every claim of the same story about the same subject and family of events."""
        places = self._of_claim[claim.claim_id]
        mine = self._told[places[0]].words if places else None
        near = np.array(self.places_near(mine) if mine else (), np.intp)
        for place in near[self.columns.stories(near) == claim.story_id].tolist():
            told = self._told[place]
            if mine and told.words.family == mine.family and told.words.subject == mine.subject:
                yield told

    def against(self, claim_id: int) -> list[int]:
        """Return the claims that cannot hold together with this one, the latest last."""
        found = (other for other in self.contradictions.of(claim_id) if other in self.claims)
        return sorted(found, key=lambda other: (self.claims[other].first_seen, other))

    def near(self, words: Wording, events: Iterable[tuple[int, str]] = ()) -> Iterator[Told]:
        """Return the mentions `places_near` some words."""
        return map(self._told.__getitem__, self.places_near(words, events))

    def places_near(self, words: Wording, events: Iterable[tuple[int, str]] = ()) -> list[int]:
        """
        Return, once each, the places of the mentions that share a quote, a run of words or a word of the subject.

        With `events`, stories and types of event, also those that tell of one such in that story, and of any story the
        latest that share a telling term: the articles on one matter seldom make one story.
        """
        # In an order of their own: that of a set differs from process to process, and the first of equals is taken.
        found = chain(
            *(self._by_quote.get(quote, ())[-_LATEST:] for quote in sorted(words.quotes)),
            *(found[-_CARRIERS:] for found in self._by_run.carriers(words)),
            *(self._by_subject.get(word, ())[-_LATEST:] for word in sorted(words.subject)),
            *(self._by_event.get(event, ())[-_LATEST:] for event in events),
            *(self._by_term.get(term, ())[-_SAYING:] for term in (sorted(words.telling) if events else ())),
        )
        return [*dict.fromkeys(found)]
