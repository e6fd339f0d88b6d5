"""
Whose word a sentence says it is: the party it names, the outlet it has it from, the outlet's own unnamed people.

Read sentence by sentence, in the order of the article: "it said" and "the adviser" are whoever spoke before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.acts import author_of_act, whose_count
from pipeline.link.credits import NO_CREDITS
from pipeline.link.first_hand import has_seen_it, has_watched_it, is_our_reporter, is_us, knows_it, was_told_it
from pipeline.link.speakers import (
    described_as,
    head_noun,
    held_office,
    is_body_described,
    is_nameless,
    is_nobody,
    jointly,
    nameless_body,
    office_opening,
    outlet_in,
    seen_by,
    without_clock,
)
from pipeline.models import Origin, SpeakerKind
from pipeline.text import normal_words, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.link.cast import Cast
    from pipeline.link.credits import Credits
    from pipeline.models import Statement

__all__ = ["Listener", "Stated"]

_BODIES = frozenset({SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT})
_PEOPLE = frozenset({SpeakerKind.PERSON, SpeakerKind.SPOKESPERSON})
_OWN = frozenset({SpeakerKind.ANONYMOUS, SpeakerKind.OUTLET, SpeakerKind.DOCUMENT})
_HE = re.compile(r"(?:he|she|the (?:man|woman))", re.IGNORECASE)
_IT = re.compile(r"(?:it|they|which|that)", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:the|this|that|both|one of the|another of the)\s", re.IGNORECASE)
_THE_PAPER = re.compile(r"(?:the|that|its|their|his|her|this)\s(?:\w+\s)?(?P<noun>[\w-]+?)s?", re.IGNORECASE)
# "The club's debt stood at nine million, according to the accounts": a body's books are its own.
_ITS_BOOKS = re.compile(r"the\s(?:\w+\s)?(?:accounts|annual\sreport|balance\ssheet|prospectus)", re.IGNORECASE)
_WHOSE = re.compile(r"((?:[Tt]he\s)?[\w&. -]{2,40}?)(?:['’]s?\s.*)?")
_OF_SOMEBODY = re.compile(r"['’]s?\s|\s(?:of|by|from)\s")
_AN_OUTLET = re.compile(
    r"(?:the|that)\s(?:\w+\s)?(?:newspaper|paper|agency|outlet|magazine|website|site|broadcaster|newsletter|account|article"
    r"|story|daily)",
    re.IGNORECASE,
)
_THAT_ACCOUNT = re.compile(r"(?:That|The|This)\s(?:newspaper|paper|account|report|article|agency)(?:['’]s)?\s")
_UNNAMED_IN = re.compile(
    r"\b(?:sources?|insiders?|unnamed|anonymous|(?:two|three|a\spair\sof|several|former|some)\s\w+|somebody|someone|people"
    r"|persons?)\b",
    re.IGNORECASE,
)


class Stated(NamedTuple):
    """Whose word it is, and what says so; not `surely` gives way to a quotation or a wording of somebody else's."""

    origin: Origin
    reason: str
    surely: bool = True
    together: tuple[Origin, ...] = ()
    """All who say it, where several are named at once: "police and the fire service"."""


class Listener:
    """Hears one article from beginning to end; `credits_` are what the article says of itself as a whole."""

    def __init__(self, cast: Cast, credits_: Credits = NO_CREDITS) -> None:
        self._cast, self._credits = cast, credits_
        self._before: list[tuple[Origin, str]] = []

    def hear(self, said: Statement) -> Stated | None:
        """Return whose word a sentence says it is, None where it does not say."""
        found = self._first_hand(said) or (self._author(said) if said.speaker is None else self._speaker(said))
        if found is not None:
            self._before.append((found.origin, said.evidence))
        return found

    def _speaker(self, said: Statement) -> Stated | None:
        cast, speaker = self._cast, without_clock(squeeze(said.speaker or ""))
        if _AN_OUTLET.fullmatch(speaker.split(",")[0]):
            speaker = speaker.split(",")[0]
        via = cast.outlet_meant(said.via, self._heard(_OWN)) if said.via else None
        if is_nobody(speaker, said):
            return self._unnamed_of(via, said, "an unnamed source of the outlet it names") if via else self._credited()
        if outlet := self._outlet(said, speaker):
            outlet = cast.cited(said.evidence) or outlet
            return Stated(cast.of_outlet(outlet, SpeakerKind.OUTLET), "the outlet it names")
        if _AN_OUTLET.fullmatch(speaker) and (last := self._last(_OWN)) and last.via:
            return Stated(last, "the outlet named before")
        found = self._paper(said, speaker, via) or self._party(said, speaker, via)
        if found is None and not is_body_described(speaker, said):
            found = self._spoke_before(speaker)
        if found is None and _HE.fullmatch(speaker) and (office := office_opening(said.evidence)):
            return Stated(self._cast.named(office, SpeakerKind.PERSON), "the sentence opens with who says so")
        if found is not None or _HE.fullmatch(speaker) or _IT.fullmatch(speaker):
            return found
        if is_body_described(speaker, said):
            return self._body_called(head_noun(speaker))  # "the airline" is no unnamed source, whichever it is
        return self._unnamed(said, via)

    def _author(self, said: Statement) -> Stated | None:
        if _THAT_ACCOUNT.match(said.evidence) and (last := self._last(_OWN)) and last.via:
            return Stated(last, "the outlet named before")
        if other := self._cast.relayed(said.evidence):
            kind = SpeakerKind.ANONYMOUS if _UNNAMED_IN.search(said.evidence) else SpeakerKind.OUTLET
            return Stated(self._cast.of_outlet(other, kind), "the sentence says which outlet had it")
        if acting := author_of_act(said, self._cast):
            return Stated(acting, "it is an act of word of whom it names")
        if (counting := whose_count(said.evidence)) and (found := self._spoke_before(counting)):
            return found
        return self._credited()

    def _party(self, said: Statement, speaker: str, via: str | None) -> Stated | None:
        """A party by its name, by what it is described as, or through who speaks for it."""
        if several := jointly(speaker):
            bodies = tuple(self._cast.named(name, SpeakerKind.GOVERNMENT) for name in several)
            return Stated(bodies[0], "it names who says so", together=bodies)
        if body := nameless_body(speaker):
            return Stated(self._cast.named(body, SpeakerKind.GOVERNMENT), "it names who says so")
        name = described_as(said, speaker, self._cast.entities) or self._cast.officials(speaker)
        if name is None and (holder := held_office(speaker)):
            return Stated(self._cast.named(holder, SpeakerKind.PERSON), "it names the office of who says so")
        if name is None and (said.speaker_kind is SpeakerKind.SPOKESPERSON or is_nameless(speaker, said)):
            return None
        name, kind = name or squeeze(said.speaker_entity or speaker), said.speaker_kind
        if body := nameless_body(name):  # "a police spokesman"
            name, kind = body, SpeakerKind.GOVERNMENT
        if self._cast.is_person(name) or kind in {SpeakerKind.DOCUMENT, SpeakerKind.OUTLET}:
            kind = SpeakerKind.PERSON
        return Stated(self._cast.named(name, kind).model_copy(update={"via": via}), "it names who says so")

    def _paper(self, said: Statement, speaker: str, via: str | None) -> Stated | None:
        """A paper: the finding of the outlet that saw it, the word of the party that issued it."""
        shown = seen_by(speaker)
        if shown is None and said.speaker_kind is not SpeakerKind.DOCUMENT:
            return None
        seen_at = self._cast.outlet_meant(shown.holder, self._heard(_OWN)) if shown else None
        if shown is None and via is None and (issued := self._issued(speaker, said.speaker_entity, said.subject)):
            return issued
        holder = via or seen_at or self._cast.own
        if holder is None:
            return None
        surely = shown is not None or via is not None
        return Stated(self._cast.paper(shown.paper if shown else speaker, holder), "a paper that it has seen", surely)

    def _issued(self, speaker: str, whose: str | None, about: str | None) -> Stated | None:
        """Whose a paper is: that of its own party, of whoever said before that they issued one, of whom it prints."""
        if whose:
            return Stated(self._cast.named(whose, SpeakerKind.DOCUMENT), "a paper of its own says so")
        pieces = _OF_SOMEBODY.split(speaker)
        for piece in (pieces[0], pieces[-1]):
            if party := self._cast.party(piece):
                return Stated(self._cast.named(party, SpeakerKind.DOCUMENT), "a paper of its own says so")
        if (
            _ITS_BOOKS.fullmatch(speaker)
            and (owner := _WHOSE.fullmatch(about or ""))
            and (party := self._cast.party(owner[1]))
        ):
            return Stated(self._cast.named(party, SpeakerKind.DOCUMENT), "whose books these are says so")
        match = _THE_PAPER.fullmatch(speaker)
        if match:
            for origin, evidence in reversed(self._before):
                if re.search(rf"\b{re.escape(match['noun'])}", evidence, re.IGNORECASE):
                    return Stated(origin, "a paper named before says so")
        if self._credits.issuer:
            return Stated(self._cast.named(self._credits.issuer), "it prints their statement")
        return None

    def _spoke_before(self, speaker: str) -> Stated | None:
        """Whoever spoke before, where a speaker is a pronoun or somebody mentioned already."""
        if _HE.fullmatch(speaker):
            last = self._last(_PEOPLE | {SpeakerKind.ANONYMOUS})
        elif _IT.fullmatch(speaker):
            last = self._last(_BODIES | {SpeakerKind.DOCUMENT, SpeakerKind.OUTLET})
        else:
            last = self._last({SpeakerKind.ANONYMOUS}) if _DEFINITE.match(speaker) else None
        return Stated(last, "whoever spoke right before") if last else None

    def _body_called(self, noun: str) -> Stated | None:
        """The body that spoke before under a name that ends in the noun: "the office" for "Port Safety Office"."""
        for origin in self._heard(_BODIES):
            last = normal_words(origin.origin)[-1:]
            if last and (last[0] == noun or last[0].removesuffix("s") == noun):
                return Stated(origin, "a body that spoke before")
        return None

    def _unnamed(self, said: Statement, via: str | None) -> Stated | None:
        """An unnamed source is one with the outlet it talked to; of no known outlet it is no origin."""
        if other := via or self._cast.relayed(said.evidence):
            return self._unnamed_of(other, said, "an unnamed source of the outlet it names")
        own = self._cast.own
        if own and was_told_it(said.evidence, own):
            return self._unnamed_of(own, said, "an unnamed source that told the outlet itself")
        last = self._last({SpeakerKind.ANONYMOUS, SpeakerKind.OUTLET})
        if last and last.via and last.via != own:
            return Stated(last, "an unnamed source, in an article that has it from another outlet", surely=False)
        if outlet := self._credits.agency or own:
            reason = (
                "an unnamed source, in copy of an agency" if self._credits.agency else "an unnamed source of its own"
            )
            return self._unnamed_of(outlet, said, reason, surely=False)
        return None

    def _unnamed_of(self, outlet: str, said: Statement, reason: str, *, surely: bool = True) -> Stated:
        kind = SpeakerKind.OUTLET if said.speaker_kind is SpeakerKind.OUTLET else SpeakerKind.ANONYMOUS
        return Stated(self._cast.of_outlet(outlet, kind), reason, surely)

    def _first_hand(self, said: Statement) -> Stated | None:
        """What the outlet says itself, has seen with its own eyes, or in papers it holds."""
        own = self._cast.own
        if own is None:
            return None
        if said.speaker is None:
            if has_seen_it(said.evidence, own):
                return Stated(self._cast.paper("document", own), "a paper that it has seen")
            if knows_it(said.evidence, own) or has_watched_it(said.evidence):
                return Stated(self._cast.of_outlet(own, SpeakerKind.OUTLET), "the outlet's own word")
            return None
        if is_us(squeeze(said.speaker)) or is_our_reporter(said.speaker):
            # "We reported on Friday …" is the word of whoever it was then.
            surely = not is_us(squeeze(said.speaker))
            return Stated(self._cast.of_outlet(own, SpeakerKind.OUTLET), "the outlet's own word", surely)
        return None

    def _credited(self) -> Stated | None:
        """Whose word an article as a whole is, as it says itself."""
        if self._credits.issuer:
            return Stated(self._cast.named(self._credits.issuer), "it prints their statement", surely=False)
        if self._credits.agency:
            agency = self._cast.of_outlet(self._credits.agency, SpeakerKind.OUTLET)
            return Stated(agency, "copy of an agency", surely=False)
        return None

    def _outlet(self, said: Statement, speaker: str) -> str | None:
        """Return the outlet that speaks: one known by its name, or one by the words around it."""
        known = self._cast.outlet_called(said, speaker)
        # "The Daily Ledger" is an outlet of that name, and no daily called "Ledger".
        if known is None and (called := outlet_in(speaker)):
            return self._cast.outlet_meant(called, self._heard(_OWN))
        if is_nameless(speaker, said):
            return None
        if known or said.speaker_kind is not SpeakerKind.OUTLET or _AN_OUTLET.fullmatch(speaker):
            return known
        return self._cast.outlet_meant(speaker, self._heard(_OWN))

    def _heard(self, kinds: Iterable[SpeakerKind]) -> list[Origin]:
        """Return the origins heard so far of these kinds, the latest first."""
        wanted = frozenset(kinds)
        return [origin for origin, _ in reversed(self._before) if origin.kind in wanted]

    def _last(self, kinds: Iterable[SpeakerKind]) -> Origin | None:
        return next(iter(self._heard(kinds)), None)
