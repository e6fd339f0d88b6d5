"""What an outlet says it has first hand: told to it, or seen by it."""

from __future__ import annotations

import re

from pipeline.link.voices import is_short_for

__all__ = ["has_seen_it", "has_watched_it", "is_our_reporter", "is_us", "knows_it", "was_told_it"]

_US = r"(?:us|me|this\s(?:newspaper|paper|station|programme|program|website|site|magazine|reporter|column|blog))"
_TOLD_US = re.compile(rf"\b(?:told|tells?|telling|to|with)\s{_US}\b")
_TELLING = re.compile(
    r"\b(?:told|tells?|telling|confirmed\sto|spoke\s(?:to|with)|speaking\sto|interview\swith)\s(?:the\s|The\s)?$"
)
_SEEN = r"(?:seen|obtained|reviewed|viewed|examined|inspected|read)"
_SEEN_BY_US = re.compile(rf"\b{_SEEN}\sby\s{_US}\b|\bwe\shave\s{_SEEN}\b")
_HAS_SEEN = re.compile(rf"\b(?:the\s)?(?P<who>[A-Z]\w*(?:\s[A-Z]\w*){{0,3}})\shas\s{_SEEN}\b")
_CAPITALISED = re.compile(r"[A-Z][\w&’'-]*(?:\s(?:of\s|&\s)?[A-Z][\w&’'-]*)*")
_SEEN_BY = re.compile(rf"\b{_SEEN}\sby\s(?:the\s|The\s)?(?P<who>[A-Z]\w*(?:\s[A-Z&]\w*){{0,3}})")
# "Harbour Live understands", "the Bugle can reveal", "the Bugle has learned": what it knows by itself.
_KNOWS = re.compile(
    r"\b(?:the\s|The\s)?(?P<who>[A-Z]\w*(?:\s(?:of\s|&\s)?[A-Z]\w*){0,3})\s"
    r"(?:understands|can\s(?:\w+\s)?(?:reveal|disclose|report)|has\s(?:learn(?:ed|t)|been\stold))\b"
)
# "the person who described the terms to the Bugle"
_TO_US = re.compile(r"\b(?:who|that)\s(?:\w+\s){0,2}?\w+(?:ed|ke|id|nt)\s[^,.;]{0,60}?\bto\s(?:the\s|The\s)?$")
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"")
_WE = re.compile(r"(?:we|i|us|our\b.*|this (?:newspaper|paper|station|column)\b.*)", re.IGNORECASE)
_OUR_REPORTER = re.compile(r"[\d.: ]*our\s(?:reporter|correspondent|editor|own|man|woman)\b", re.IGNORECASE)

_WATCHED = re.compile(
    r"[\d.: ]*(?:Our|our)\s(?:\w+\s)?(?:reporter|correspondent|photographer|man|woman|team)s?\b[^.]{0,120}?\b"
    r"(?:saw|watched|witnessed|heard|counted|could\ssee)\b"
)


def is_us(speaker: str) -> bool:
    """Tell whether a speaker is the outlet itself: "we", "this newspaper"."""
    return _WE.fullmatch(speaker) is not None


def is_our_reporter(speaker: str) -> bool:
    """Tell whether a speaker is the outlet's eyewitness: "our reporter Ann Lee"."""
    return _OUR_REPORTER.match(speaker) is not None


def was_told_it(evidence: str, own: str) -> bool:
    """Tell whether a sentence says that somebody told this outlet: "told us", "told the Bugle"."""
    # "She wrote to me," he said: that is he, and not the reporter.
    told = _QUOTATION.sub("", evidence)
    return bool(_TOLD_US.search(told)) or any(
        is_short_for(match[0], own) and (_TELLING.search(told[: match.start()]) or _TO_US.search(told[: match.start()]))
        for match in _CAPITALISED.finditer(told)
    )


def has_seen_it(evidence: str, own: str) -> bool:
    """Tell whether a sentence says that this outlet, by its name or as "we", has seen what it tells of."""
    return bool(_SEEN_BY_US.search(evidence)) or any(
        is_short_for(match["who"], own) for pattern in (_HAS_SEEN, _SEEN_BY) for match in pattern.finditer(evidence)
    )


def knows_it(evidence: str, own: str) -> bool:
    """Tell whether a sentence says that this outlet knows it, and not from whom: "the Bugle understands"."""
    return any(is_short_for(match["who"], own) for match in _KNOWS.finditer(evidence))


def has_watched_it(evidence: str) -> bool:
    """Tell whether a sentence is what a reporter of the outlet saw happen."""
    return _WATCHED.match(evidence) is not None
