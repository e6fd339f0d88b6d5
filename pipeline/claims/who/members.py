"""Somebody an article names, with what tells who they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.claims.reading.sentences import Passage
from pipeline.claims.who.strangers import leads

if TYPE_CHECKING:
    from pipeline.claims.who.names import Named

__all__ = ["Member", "Mention"]

_HE = frozenset({"he", "him"})
_SHE = frozenset({"she", "her"})


@dataclass(slots=True, eq=False)
class Member:
    """Somebody the article names: the name it is filed under, and what tells what it is."""

    name: str
    kind: str | None = None
    """What the topic says it is."""
    person_signs: int = 0
    human: bool = False
    """Surely a human being: by title, age, office, first name, or called by the last name alone."""
    several: bool = False
    """Many of a kind: "Americans", "House Democrats"."""
    body_signs: int = 0
    place_signs: int = 0
    gender: str = ""
    age: str = ""
    roles: dict[str, frozenset[str]] = field(default_factory=dict)
    house: str = ""
    """The body it leads or speaks for, as named beside the role."""
    definite: bool = False
    """Written with "the": "the World Health Organization"."""
    common: bool = False
    """A common noun with what tells it apart, "electoral commission", and no proper name."""

    def hear(self, named: Named) -> None:
        """Take in what stands around a name of theirs and tells who they are."""
        self.person_signs += named.person
        self.body_signs += named.body
        self.place_signs += named.place
        self.gender = self.gender or named.gender
        self.age = self.age or named.age
        self.house = self.house or named.house
        self.human = self.human or (named.person > max(1, named.body))

    @property
    def person(self) -> bool:
        """Whether it is a human being."""
        if self.kind is not None:
            return self.kind == "person"
        return not self.several and self.person_signs > self.body_signs and self.person_signs >= self.place_signs

    @property
    def body(self) -> bool:
        """Whether it is known to be a company or authority."""
        if self.kind is not None:
            return self.kind in {"organisation", "government", "outlet"}
        return self.body_signs > max(self.person_signs, self.place_signs - 1)

    @property
    def thing(self) -> bool:
        """A place or a product, as far as the topic or the article tells."""
        if self.kind is not None:
            return self.kind in {"place", "product"}
        return self.place_signs > max(self.person_signs, self.body_signs)

    def may_be(self, pronoun: str) -> bool:
        """Whether "he", "she", "it" or "they" can stand for it."""
        if pronoun in _HE:
            return self.person and self.gender != "f"
        if pronoun in _SHE:
            return self.person and self.gender != "m"
        return not self.person and not self.thing and self.several is (pronoun != "it")


@dataclass(slots=True, eq=False)
class Mention:
    """Where somebody is named. What stands around the name is looked at when it is asked for: of most it never is."""

    sentence: int
    member: Member
    p: Passage
    begin: int
    end: int
    first: int
    """Where their sentence begins."""

    @property
    def leads(self) -> bool:
        """Whether they may be the subject: no preposition or verb stands before the name, no "'s" after it."""
        return leads(self.p, self.first, self.begin, self.end)

    @property
    def modifies(self) -> bool:
        """Whether a noun follows that it only tells more of: "AMD chips"."""
        return self.end < len(self.p.words) and self.p.tags[self.end] in {"NN", "NNS"}

    @property
    def quoted(self) -> bool:
        """Whether somebody else speaks of them there, word for word."""
        return self.p.quoted[self.begin] >= 0
