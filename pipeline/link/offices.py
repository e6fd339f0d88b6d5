"""
For whom somebody speaks, as an article tells it: officers and spokespeople speak for their body.

    Ann Lee, chief executive of Acme      Acme's chairman, Ann Lee      Acme spokeswoman Ann Lee
    Ann Lee of the Harbour Union          Ann Lee, who speaks for Acme  Ann Lee, its managing director
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["bodies_in", "officer_of"]

_PERSON = r"(?-i:[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){1,3})"
_NO_OFFICE = (
    r"(?!(?:chief|deputy|vice|managing|executive|general|national|regional|acting|senior|secretary|president|chair\w*|director|"
    r"minister|superintendent|spokes\w+|mr|ms|mrs|dr|sir)\b)"
)
_BODY = (
    rf"(?:the\s)?{_NO_OFFICE}(?-i:[A-Z])[\w&’'-]*"
    rf"(?:\s(?:(?:of|and|for)\s(?:the\s)?|&\s)?{_NO_OFFICE}(?-i:[A-Z])[\w&’'-]*){{0,5}}"
)
# Who holds one of these speaks for the body; a nurse, an analyst and a former engineer speak for themselves.
_OFFICE = (
    r"(?:(?:chief|deputy|vice|managing|executive|general|national|regional|medical|acting|senior|joint|interim|press|media|"
    r"communications|corporate|public|co-)[\s-]*){0,3}"
    r"(?:executive(?:\sofficer)?|CEO|CFO|COO|president|chair(?:man|woman|person)?|director|secretary|treasurer|officer|head|"
    r"minister|commissioner|governor|mayor|superintendent|sheriff|organi[sz]er|convenor|convener|leader|boss|founder|"
    r"spokes(?:man|woman|person)|representative|agent|lawyer|solicitor|attorney|founder|editor|owner|administrator"
    r"|receiver|liquidator)"
    r"(?:\sof\s(?-i:[a-z]+)(?:\sand\s(?-i:[a-z]+))?)?"
)
# "Ann Lee of Boston" is from there; "Ann Lee of the Harbour Union" is one of it.
_INSTITUTION = re.compile(
    r"\b(?:Union|Association|Authority|Agency|Ministry|Department|Council|Commission|Institute|University|Bank|Foundation|Federation"
    r"|Society|Party|Committee|Office|Police|Hospital|Inc|Ltd|plc|Group|Corp|Company|Partners|Guild|League|Trust|Board"
    r"|Bureau|Chamber|Alliance|Coalition|Congress|Network|Inspectorate|Observatory|Laborator(?:y|ies)|Club|College|School)\b"
)
_DESCRIBED = re.compile(r"(?:the|The)\s([a-z]+)")
_BACK = 4
"""Sentences, the one it stands in included, in which the body of "its chairman" is looked for."""
_POSSESSIVE = re.compile(r"['’]s$")
_FORMER = re.compile(r"\b(?:former|ex|one-time|retired|late)[\s-]+$", re.IGNORECASE)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<who>{_PERSON}),\s(?:an?\s|the\s)?(?P<office>{_OFFICE})\s(?:of|at|for|with|in)\s(?P<body>{_BODY})",
        rf"(?P<who>{_PERSON}),\s(?P<body>{_BODY}|the\s[\w -]{{3,30}}?|its|their)(?:['’]s?)?\s(?P<office>{_OFFICE})\b",
        rf"(?P<body>{_BODY}|the\s[\w -]{{3,30}}?)['’]s?\s(?P<office>{_OFFICE}),?\s(?P<who>{_PERSON})",
        rf"(?P<body>{_BODY})\s(?P<office>{_OFFICE})\s(?P<who>{_PERSON})",
        rf"(?P<who>{_PERSON}),\swho\s(?:speaks|leads|heads|runs|chairs)\s(?:for\s)?(?P<body>{_BODY})",
        rf"(?P<who>{_PERSON})\s(?:of|for)\s(?P<member>{_BODY})",
        rf"(?P<described>the\s[\w -]{{3,30}}?),\s(?P<who>{_PERSON})",
        rf"(?P<who>{_PERSON}),\s(?P<described>the\s[\w -]{{3,20}}?),",
        rf"(?P<its>{_OFFICE}),?\s(?P<who>{_PERSON})",
    )
)
# "His lawyer, Ann Lee": who speaks for a person is that person's voice.
_HIS = re.compile(
    rf"\b(?:his|her)\s(?:\w+\s)?(?:lawyer|solicitor|attorney|barrister|agent|spokes(?:man|woman|person)|manager),?\s(?P<who>{_PERSON})",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\W*(?:(?:Mr|Mrs|Ms|Dr|Sir)\s)?(?P<name>(?!(?:He|She|The|It|They|His|Her|In|On|At|But|And)\b)[A-Z][\w’'-]+)"
)


_OFFICER_OF = re.compile(rf"(?:the\s)?(?P<body>(?-i:[A-Z]).*?)(?:['’]s|s['’])\s{_OFFICE}", re.IGNORECASE)


# A judge is the court, a superintendent the police: where an article names one of each, one speaks for the other.
_RANKS = (
    (
        re.compile(
            r"\b(?P<who>(?:(?:Mr|Mrs|Ms|Lord|Lady|Chief)\s)?(?:Justice|Judge)\s[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)"
        ),
        re.compile(r"\b[Tt]he\s((?:[A-Z]\w+\s){1,3}Court|Court\sof\s[A-Z]\w+(?:\s[A-Z]\w+)?)\b"),
    ),
    (
        re.compile(
            r"\b(?:(?:Detective|Chief)\s)?(?:Superintendent|Inspector|Sergeant|Constable|Lieutenant|Sheriff)\s"
            rf"(?P<who>{_PERSON})"
        ),
        re.compile(r"\b((?:[A-Z]\w+\s)?[Pp]olice)\b"),
    ),
)


def bodies_in(text: str, party: Callable[[str], str | None]) -> dict[str, str]:
    """
    Return for each person an article tells the office of, the body they speak for.

    `party` returns the main name of the party that a phrase names or describes, None for others: "the manufacturer"
    and "its" stand for nobody else. A person goes by the name as written.
    """
    found: dict[str, str] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            who = squeeze(match["who"])
            if party(who) or _INSTITUTION.search(who):
                continue
            body = _body(match, text, party)
            if body and body not in found and body != who:
                found.setdefault(who, body)
    for match in _HIS.finditer(text):
        if client := _client(text[: match.start()], text):
            found[squeeze(match["who"])] = client
    for rank, house in _RANKS:
        houses = {squeeze(name) for name in house.findall(text)}
        if len(houses) == 1:
            body = houses.pop()
            for match in rank.finditer(text):
                found.setdefault(squeeze(match["who"]), body)
    return found


def _body(match: re.Match[str], text: str, party: Callable[[str], str | None]) -> str | None:
    """Return the body that is meant: one with a name, or the party described."""
    named = match.groupdict()
    if _FORMER.search(text[max(0, match.start() - 12) : match.start()]) or "former" in match[0].lower():
        return None
    if named.get("described"):
        return party(squeeze(match["described"]))
    said = _POSSESSIVE.sub("", squeeze(named.get("body") or named.get("member") or "its"))
    if said.lower() in {"its", "their"}:
        return _last_named(text[: match.start()], party)
    if known := party(said):
        return known
    if described := _DESCRIBED.fullmatch(said):
        return _called(described[1], text)
    if (named.get("member") and not _INSTITUTION.search(said)) or not any(
        word[:1].isupper() for word in said.split()[-2:]
    ):
        return None
    return said.removeprefix("the ").removeprefix("The ")


def _client(before: str, text: str) -> str | None:
    """Return the whole name of the person that a sentence right before opens with, however shortly it is put there."""
    for sentence in reversed(list(_sentences(before))[-_BACK:]):
        match = _OPENS.match(sentence)
        whole = match and re.search(rf"\b(?:[A-Z][\w’'-]+\s){{1,2}}{re.escape(match['name'])}\b", text)
        if whole:
            return squeeze(whole[0])
        if whole := match and re.match(_PERSON, sentence[match.start("name") :]):
            return squeeze(whole[0])
    return None


def _called(noun: str, text: str) -> str | None:
    """Return the one body of the text whose name ends in a noun: "Harbour Hospital" for "the hospital"."""
    ending = re.compile(rf"\b((?:[A-Z][\w’'-]+\s(?:of\s|and\s)?){{1,4}}{noun.capitalize()})\b")
    names = {re.sub(r"^The\s", "", squeeze(name)) for name in ending.findall(text)} - {noun.capitalize()}
    return names.pop() if len(names) == 1 else None


def _last_named(before: str, party: Callable[[str], str | None]) -> str | None:
    """Return whom "its" stands for: the body that the sentence opens with, or one of those right before it."""
    for sentence in reversed(list(_sentences(before))[-_BACK:]):
        match = re.match(rf"\W*(?:[A-Z ]+\([^)]*\)\s-\s)?(?P<body>{_BODY})", sentence)
        if match and (named := squeeze(match["body"])):
            bare = named.removeprefix("The ").removeprefix("the ")
            if (body := party(named)) or len(bare.split()) > 1:
                return body or bare
    return None


def _sentences(text: str) -> Iterator[str]:
    yield from re.split(r"(?<=[.!?:;”\"])\s+|\n+", text)


def officer_of(description: str) -> str | None:
    """Return the body of somebody described by nothing but their office in it: "Acme's chief executive"."""
    match = _OFFICER_OF.fullmatch(description)
    return match["body"] if match else None
