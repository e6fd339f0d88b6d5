"""Who speaks: the speaker as the text names them, pronouns resolved, and what kind of speaker that is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.reading.nouns import CLASSES, COUNTRIES, SINGULAR
from pipeline.claims.who.name_shapes import looks_like_a_person
from pipeline.claims.who.press import is_press
from pipeline.claims.who.unnamed import is_unnamed, refers_back
from pipeline.models import SpeakerKind

if TYPE_CHECKING:
    from pipeline.claims.who.entities import Cast, Member

__all__ = ["calls_itself", "kind_of", "party_of", "short_name"]

_ANONYMOUS = re.compile(
    r"\b(?:(?:un(?:named|identified)|anonymous|undisclosed)\b|sources?\b|insiders?\b|leaks?\b|rumou?rs?\b"
    r"|\bwho\b.*\b(?:anonym\w*|not\s+(?:to\s+)?be\s+(?:named|identified))|condition\s+of\s+anonymity"
    r"|(?:people|person|persons|individuals?|officials?|executives?|employees?)\s+(?:(?:claiming\s+to\s+be\s+)?(?:close|familiar|briefed|involved|knowledgeable)|with\s+(?:direct\s+)?knowledge)"
    r"|^(?:two|three|four|five|six|several|some|multiple)\s+(?:\w+\s+)?(?:people|delegates|executives|employees|officials"
    r"|residents|diplomats|traders|bankers|aides|lawyers|engineers|staffers|advisers|advisors|workers|managers)\b"
    r"|^some(?:one|body)\b|reportedly|allegedly|(?:various|several|multiple|some|new|recent|other)\s+reports?|reports\b|a\s+(?:new\s+)?report\b$)",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"(?:every|no|some|any)(?:one|body)|no[ -]one|i|we|you|us"
    r"|(?:few|many|some|most|all|others?|another|none|neither|either|both|several|one|those|these|half)"
    r"(?:\s+(?:in|of|at|on|who|from|to|with|among|here|there|else|others?|people|more)\b[^,]*)?",
    re.IGNORECASE,
)
"""Words for whoever it may be, and for the author: nobody who could be known again."""
_SPOKESPERSON = re.compile(
    r"\b(?:spokes(?:man|woman|person|people|men|women)|press\s+(?:secretary|officer|office)|representatives?\s+(?:of|for|from)"
    r"|(?:an?|the)\s+officials?\s+(?:of|at|from|for)\s+(?!the\s+(?:U\.?S|government|state|ministry)))",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?:letters?|memos?|memorandum|documents?|filings?|studies|study|surveys?|polls?|statement|ruling|indictment|complaint"
    r"|lawsuit|e-?mails?|transcripts?|records|data|figures|statistics|audit|review|investigation|press\s+release|contract"
    r"|report|analysis|paper|book|website|site|ad|article|notice|order|bill|law|text|tweet|post|images?|findings|results)\b",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(
    r"\b(?:government|governments|ministry|department|congress|senate|parliament|white\s+house|kremlin|administration"
    r"|agency|agencies|regulators?|lawmakers|legislators|senators|politicians|prosecutors|police|authorities|embassy"
    r"|commission|committees?|court|council|federal|pentagon|homeland|treasury|customs|military|army|intelligence"
    r"|FBI|CIA|NSA|FCC|FTC|SEC|FDA|EPA|IRS|NATO|EU|UN|U\.N\.|(?:U\.?S\.?|government|state|city|local|federal)\s+officials?)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:CEO|CFO|COO|CTO|chief|president|chair(?:man|woman|person)?|director|founder|executive|manager|analysts?|experts?"
    r"|professor|researchers?|scientists?|doctors?|lawyers?|attorney|senator|minister|secretary|mayor|governor|judge|owner"
    r"|coach|captain|author|writer|resident|witness(?:es)?|mother|father|wife|husband|brother|sister|son|daughter|man|woman"
    r"|mr|mrs|ms|dr|sen|rep|gov|gen|prof|he|she)\b",
    re.IGNORECASE,
)


_END_OF_HEAD = re.compile(
    r"\s+(?:of|seen|from|by|for|in|at|on|with|to|that|who|which|reached|presented|dated|filed|near|against|about"
    r"|suing|representing|defending|opposing|supporting|outside|inside|across)\s+|,"
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_ADDED = re.compile(r",|\s+(?:which|who)\b")
_AT_A_HOUSE = re.compile(r"\s+(?:at|from|with)\s+(?:the\s+)?[A-Z]")
_OF_A_HOUSE = re.compile(r"\s+of\s+(?:the\s+)?[A-Z]")
_STAFF = frozenset("officials executives employees officers workers staffers members managers directors".split())
_KIN = frozenset({"family", "families", "relatives", "friends"})
_ADVERB_AFTER = re.compile(r"(?<=\w)\s+(?:also|then|now|still|later|again|too|himself|herself|itself|themselves)$")
_CALLING_ITSELF = re.compile(r"\scalling\s(?:itself|themselves)\s(?=[A-Z])")
""" "A group calling itself Pine Road" goes by that name, and is no person, whatever it sounds like."""
_KINDS = {
    "spokesperson": SpeakerKind.SPOKESPERSON,
    "company": SpeakerKind.ORGANISATION,
    "facility": SpeakerKind.ORGANISATION,
    "organisation": SpeakerKind.ORGANISATION,
    "government": SpeakerKind.GOVERNMENT,
    "document": SpeakerKind.DOCUMENT,
    "place": SpeakerKind.GOVERNMENT,
    "outlet": SpeakerKind.OUTLET,
}


def calls_itself(phrase: str) -> bool:
    """Return whether the phrase is a group's that "calls itself" by a name, which then is no person's."""
    return "calling " in phrase and _CALLING_ITSELF.search(phrase) is not None


def kind_of(phrase: str, cast: Cast, outlets: frozenset[str]) -> SpeakerKind:
    """
    Return what kind of speaker the phrase names.

    `outlets` are the outlets' names known for this article, lower case. An unnamed source comes before everything:
    "a government official who asked not to be named" is anonymous.
    """
    told, bare, main, head = _parted(phrase)
    if told is not None:
        return told
    if calls_itself(phrase):
        return SpeakerKind.ORGANISATION
    if _is_outlet(phrase, main, outlets) and not _is_known_person(main, cast):
        return SpeakerKind.OUTLET
    entity = cast.names_exactly(main)
    if entity is not None:
        return _kind_of_entity(entity, cast)
    if is_press(phrase):
        return SpeakerKind.OUTLET
    if is_unnamed(phrase) or refers_back(phrase, cast.unnamed):
        return SpeakerKind.ANONYMOUS
    if head.lower() in COUNTRIES:
        return SpeakerKind.GOVERNMENT
    member = cast.member(head)
    if member is not None and not member.common and (member.person or member.body or member.thing):
        return _kind_of_member(member)
    return _kind_by_noun(head, bare) or _kind_by_words(head, bare, cast)


def _is_outlet(phrase: str, main: str, outlets: frozenset[str]) -> bool:
    """Whether it is an outlet's name; one word that goes with "The", as "The Hill" does, needs it, and its capital."""
    if main.lower() in outlets or phrase.lower() in outlets:
        return main[:1].isupper() or phrase[:1].islower()
    with_article = phrase[:4].lower() == "the " and phrase[4:5].isupper()
    return (with_article or " " in main) and f"the {main}".lower() in outlets


def _is_known_person(name: str, cast: Cast) -> bool:
    member = cast.member(name)
    return member is not None and member.human and member.kind != "outlet"


class _Parted(NamedTuple):
    """A phrase for a speaker: the kind that its words tell whoever it is, without article, without what is added."""

    told: SpeakerKind | None
    bare: str
    main: str
    head: str


@lru_cache(maxsize=5_000)
def _parted(phrase: str) -> _Parted:
    told = SpeakerKind.SPOKESPERSON if _SPOKESPERSON.search(phrase) else None
    bare = _ARTICLE.sub("", phrase.strip(" ,"))
    return _Parted(
        told=SpeakerKind.ANONYMOUS if _ANONYMOUS.search(phrase) or _ANYBODY.fullmatch(bare) else told,
        bare=bare,
        main=_ADDED.split(bare, maxsplit=1)[0],
        head=_END_OF_HEAD.split(bare, maxsplit=1)[0],
    )


def _kind_of_member(member: Member) -> SpeakerKind:
    if member.person:
        speaks = any(CLASSES.get(role) == "spokesperson" for role in member.roles)
        return SpeakerKind.SPOKESPERSON if speaks else SpeakerKind.PERSON
    official = _sounds_official(member.name) or "government" in {CLASSES.get(role) for role in member.roles}
    return SpeakerKind.GOVERNMENT if official or member.thing else SpeakerKind.ORGANISATION


@lru_cache(maxsize=5_000)
def _sounds_official(name: str) -> bool:
    return CLASSES.get(name.rpartition(" ")[2].lower()) == "government" or _GOVERNMENT.search(name) is not None


def _kind_by_noun(head: str, phrase: str) -> SpeakerKind | None:
    """What the noun says that the phrase is about: "the coroner", "Drayton data", "analysts at Brandvik Bank"."""
    noun = head.rpartition(" ")[2].lower()
    what = CLASSES.get(noun)
    if noun in _KIN:
        return SpeakerKind.ANONYMOUS
    if what in {"people", "known"}:
        of_house = _OF_A_HOUSE.match(phrase, len(head)) is not None
        house = noun in SINGULAR and _AT_A_HOUSE.match(phrase, len(head)) is not None
        if house or (of_house and noun in _STAFF):
            return SpeakerKind.ORGANISATION
        return SpeakerKind.ANONYMOUS if of_house and noun in SINGULAR else SpeakerKind.PERSON
    return _KINDS.get(what or "")


def _kind_by_words(head: str, bare: str, cast: Cast) -> SpeakerKind:
    kind = _kind_told(head, bare)
    if kind is not None:
        return kind
    _, _, added = bare.partition(",")
    members = (cast.member(head), cast.member(added.split(",")[0]) if added else None)
    named = looks_like_a_person(head) or any(member is not None and member.person for member in members)
    return SpeakerKind.PERSON if named else SpeakerKind.ORGANISATION


@lru_cache(maxsize=5_000)
def _kind_told(head: str, bare: str) -> SpeakerKind | None:
    if _PERSON.search(head):
        return SpeakerKind.PERSON
    if _DOCUMENT.search(head):
        return SpeakerKind.DOCUMENT
    return SpeakerKind.GOVERNMENT if _GOVERNMENT.search(bare.partition(",")[0]) else None


def _kind_of_entity(name: str, cast: Cast) -> SpeakerKind:
    if any(_SPOKESPERSON.search(role) for role in cast.roles_of(name)):
        return SpeakerKind.SPOKESPERSON
    return {
        "person": SpeakerKind.PERSON,
        "government": SpeakerKind.GOVERNMENT,
        "outlet": SpeakerKind.OUTLET,
    }.get(cast.topic.kinds[name], SpeakerKind.ORGANISATION)


_SPOKEN_FOR = (
    re.compile(
        r"^(?:an?\s+|the\s+)?+(?P<party>.+?)['’]?s?\s+(?:spokes\w+|representatives?|press\s+(?:secretary|office\w*))\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:spokes\w+|representatives?|officials?|secretary)\s+(?:of|for|from|at|with)\s+(?P<party>[^,]+)",
        re.IGNORECASE,
    ),
)
_ANY_PRONOUN = frozenset({"we", "they", "it", "you", "who", "which", "i"})
_FOR_A_BODY = frozenset(
    {
        SpeakerKind.SPOKESPERSON,
        SpeakerKind.ORGANISATION,
        SpeakerKind.GOVERNMENT,
        SpeakerKind.OUTLET,
    }
)


def party_of(speaker: str, kind: SpeakerKind, cast: Cast) -> str | None:
    """
    Return whom the speaker's "we" stands for: the body they are or speak for.

    None for a person speaking for themselves and for people without a name: their "we" could be anybody.
    """
    if kind not in _FOR_A_BODY or speaker.lower() in _ANY_PRONOUN:
        return None
    if kind is not SpeakerKind.SPOKESPERSON:
        name = cast.full_name(speaker)
        return name if name in cast.topic.kinds else speaker
    known = cast.known(speaker)
    if known is not None and cast.topic.kinds.get(known) == "place":
        known = None
    if known is not None and not cast.is_person(known):
        return known
    for said_of in (speaker, *cast.roles_of(known or speaker)):
        for pattern in _SPOKEN_FOR:
            match = pattern.search(said_of)
            if match is not None:
                party = match["party"].strip()
                party = party if party[:1].isupper() or party[:4] == "the " else f"the {party}"
                return cast.known(party) or party
    return None


def short_name(phrase: str) -> str:
    """Return the name without what is added to it: "Ama Boateng" of "Ama Boateng, who led the study"."""
    phrase = _ADVERB_AFTER.sub("", phrase)
    if (calling := _CALLING_ITSELF.search(phrase)) is not None:
        return phrase[calling.end() :].partition(",")[0].strip()
    head, comma, rest = phrase.partition(",")
    added = rest.strip()
    described = added[:1].isdigit() or added[:1].islower()
    listed = added.startswith(("and ", "or ")) or " and " in rest
    return head.strip() if comma and head[:1].isupper() and described and not listed else phrase.strip(" ,")
