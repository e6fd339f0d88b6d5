"""
Acts of word, told with their author as subject: who orders, rules or counts gives their word by doing so.

    The Harbour Authority on Monday ordered Acme to recall …      By the union's own count, 87 per cent …
    … unlawful, Mrs Justice Hale ruled.                           In a statement put out by Acme: …
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.link.speakers import is_nameless
from pipeline.link.voices import is_nameless_body
from pipeline.models import SpeakerKind

if TYPE_CHECKING:
    from pipeline.link.cast import Cast
    from pipeline.models import Origin, Statement

__all__ = ["author_of_act", "whose_count"]

_NAME = r"[A-Z][\w&’'-]*(?:\s(?:of\s|and\s|&\s)?[A-Z][\w&’'-]*){0,4}"
_WHEN = r"(?:\s(?:on\s\w+day|today|yesterday|has|have|had|now|also|since|already|(?:this|last)\s\w+|later)){0,3}\s"
_ITS = r"(?:its|his|her|their|the)\s(?:\w+\s){0,2}?"
_WORD = (
    r"(?:accounts?|claims?|statements?|story|figures?|versions?|reports?|views?|findings?|accusations?|allegations?)\b"
)
_ACT = re.compile(
    rf"(?:,\s(?!who\b|which\b)[^,;.]{{3,80}},)?{_WHEN}(?:ruled\b|held\sthat\b|decided\b|announced\b|banned\b|warned\b"
    r"|fined\b|sentenced\b|granted\b"
    r"|cleared\b|upheld\b|dismissed\b|quashed\b|overturned\b|recalled\b|(?:found|concluded|established)\sthat\b"
    rf"|(?:stands?|stood|sticks|stuck)\sby\s{_ITS}{_WORD}"
    rf"|(?:taken|took|takes)\sback\s{_ITS}{_WORD}|(?:withdr(?:ew|awn)|retracted)\s{_ITS}{_WORD}"
    r"|(?:attribut(?:ed|es))\s[^.;]{2,80}?\sto\s|counts?\s\d"
    r"|(?:gives?|gave|given)\s(?:an?|the|its)\s(?:\w+\s){0,3}?(?:figure|number|total|toll|estimate|count)\sof\s"
    r"|(?:raised|lowered|revised|cut|increased|reduced|updated)\s(?:the|its)\s(?:\w+\s){0,2}?(?:number|figure|toll|total"
    r"|count|estimate|tally)\b[^.;]{0,80}?\sto\s"
    r"|approved\b|rejected\b|said\b|insisted\b|maintained\b|confirmed\b|admitted\b|acknowledged\b|owned\sup\b"
    r"|(?:ordered|directed|instructed|told|asked|required|urged|advised)\s[^.;]{2,80}?\sto\s"
    r"|(?:puts?|gave|gives|sets?)\s[^.;]{2,60}?\sat\s)"
)
_BY_ITS_COUNT = re.compile(
    r"(?:\b[Bb]y\s|[Aa]ccording\sto\s|^)(?P<who>(?:[Tt]he\s)?[\w&’' -]{2,50}?)['’]s?\sown\s"
    r"(?:count|figures?|tally|estimate|account|numbers?)\b"
)
# "The fire service's count of the injured stands at 14"
_ITS_COUNT_STANDS = re.compile(
    r"^(?P<who>(?:[Tt]he\s)?[\w&’' -]{2,50}?)['’]s?\s(?:own\s|latest\s|official\s)?"
    r"(?:count|figures?|tally|estimate|total|toll)\b"
    r"[^.;]{0,60}?\s(?:stands?|stood|rose|rises|has\srisen|reached|is|was)\b"
)
_SO_SAYS = re.compile(r"^So\ssa(?:ys|id)\s(?P<who>(?:the\s)?[A-Z][\w&’' -]{2,60}?)(?=[,.;]|$)")
_SO_ORDERED = re.compile(
    rf",\s(?:the\s)?(?P<who>{_NAME})\s(?:ordered|ruled|held|decided|found)"
    r"(?:\s(?:on|at|in|last|this|yesterday|today)\b[^,;]{0,40})?[.”\"]?$"
)
_IN_A_PAPER = re.compile(
    r"\bin\s(?:an?|its|their)\s(?:\w+\s)?(?:statement|letter|notice|ruling|judgment|report|post|release)\s"
    rf"(?:(?:put\sout|issued|released|published|signed|sent|made|given)\s(?:\w+\s)?)?(?:by|from|of)\s(?:the\s)?(?P<who>{_NAME})"
)
_ON_ORDERS = re.compile(
    rf"\b(?:(?:on|under|at)\s(?:the\s)?(?:orders?|instructions?|directions?)|by\sorder)\s(?:of|from)\s(?:the\s)?(?P<who>{_NAME})"
)
_BY_NAME = (_IN_A_PAPER, _SO_ORDERED, _ON_ORDERS)
_PRONOUN = re.compile(r"(?:It|They|He|She)\b")
_BY_HER_COUNT = re.compile(
    r"By\s(?P<whose>his|her|its|their)\s(?:own\s)?(?:count|figures?|tally|estimate|account|reckoning)\b", re.IGNORECASE
)
_NOMINATIVE = {"his": "he", "her": "she", "its": "it", "their": "they"}
# "In a notice the watchdog puts …"; "The fire service now puts …"
_SUBJECT = re.compile(
    r"In\san?\s[\w ]{3,30}?\s(?P<then>the\s[a-z]+)(?=\s)"
    r"|(?:[\d.:]+\s)?(?P<who>(?:[Tt]he\s)?"
    r"(?:[A-Z][\w&’'-]*(?:\s(?:and\s|of\s|for\s)?[A-Z][\w&’'-]*)*|[a-z]+(?:\s[a-z]+)?))(?=\s)"
)


def author_of_act(said: Statement, cast: Cast) -> Origin | None:
    """Return whose word an act is that a sentence tells in the author's own voice; None where it tells none."""
    for pattern in (_BY_ITS_COUNT, _ITS_COUNT_STANDS, _SO_SAYS, _IN_A_PAPER, _SO_ORDERED, _ON_ORDERS):
        match = pattern.search(said.evidence)
        who = match and (cast.party(match["who"]) or (match["who"] if pattern in _BY_NAME else None))
        if who:
            return cast.named(who)
    pronoun = _PRONOUN.match(said.evidence)
    if pronoun and said.subject and cast.party(said.subject) and _ACT.match(said.evidence, pronoun.end()):
        return cast.named(said.subject)
    for who in filter(None, (_subject(said.evidence, cast), said.subject)):
        at = said.evidence.find(who)
        if at >= 0 and is_nameless_body(who) and _ACT.match(said.evidence, at + len(who)):
            return cast.named(who.lower().removeprefix("the "), SpeakerKind.GOVERNMENT)
        known = cast.party(who) is not None or not is_nameless(who, said, unless_filed=True)
        if at >= 0 and known and _ACT.match(said.evidence, at + len(who)):
            return cast.named(who)
    return None


def whose_count(evidence: str) -> str | None:
    """Return the pronoun of whoever counts or rules in a sentence that names them by no more: "By her count …"."""
    match = _BY_HER_COUNT.match(evidence)
    if match:
        return _NOMINATIVE.get(match["whose"].lower())
    pronoun = _PRONOUN.match(evidence)
    return pronoun[0].lower() if pronoun and _ACT.match(evidence, pronoun.end()) else None


def _subject(evidence: str, cast: Cast) -> str | None:
    """Return the name or the described party that a sentence begins with."""
    match = _SUBJECT.match(evidence)
    who = match and (match["who"] or match["then"])
    if not who:
        return None
    has_name = len(who.split()) > 1 and not who.lower().startswith("the ")
    return who if has_name or cast.party(who) or is_nameless_body(who) else None
