"""Lines around an article that claim nothing: bylines, credits, navigation, "Read more", copyright, biographies."""

from __future__ import annotations

import re

__all__ = ["is_boilerplate", "is_byline"]

_BYLINE = re.compile(
    r"(?:(?:story|written|posted|reported|published|edited)\s+by\b|(?-i:[Bb][Yy]\s+(?:(?:[A-Z][\w.’'-]*|and)\s*+){2,6}(?:$|[|,·–—-])))",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\W*(?:(?:photo|image|picture|video|credit|featured image|file photo)s?\s*(?:by|credit|courtesy|source|:|/|©)"
    r"|getty images|shutterstock|via\s*:|source\s*[:)]|\(?sources?\)?\W*$)",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"\W*(?:read\s+(?:more|also|next|the\s+(?:rest|full)|our)|see\s+also|also\s+(?:read|see|on)|related(?:\s+\w+)?\s*:"
    r"|more\s*:|don['’]t\s+miss|recommended|watch\s*:|tags?\s*:|filed\s+under|share\s+(?:this|on)|click\s+here"
    r"|sign\s+up|subscribe|follow\s+(?:us|me|him|her|them)|join\s+(?:us|our)|like\s+us|download\s+|advertisement\b"
    r"|this\s+(?:article|story|post)\s+(?:was|is|has|first|originally|may)\b|disclosure\s*:|disclaimer\b|comments?\s*$)",
    re.IGNORECASE,
)
_OPENED = re.compile(f"{_BYLINE.pattern}|{_CREDIT.pattern}|{_POINTER.pattern}", re.IGNORECASE)
"""The three in one: most lines open like none of them."""
_RIGHTS = re.compile(
    r"(?:©|ⓒ|\(c\)\s*\d|copyright\b|all\s+rights\s+reserved|do\s+not\s+reproduce|without\s+(?:prior\s+)?permission"
    r"|terms\s+of\s+(?:use|service)|privacy\s+policy|cookie\s+policy)",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"(?:»|›|→|\s>\s|\s\|\s.*\s\|\s)")
_READING_TIME = re.compile(r"\b\d+\s*min(?:ute)?s?\s+read\b", re.IGNORECASE)
_BIOGRAPHY = re.compile(
    r"(?:I\s+am|I['’]m|(?:[A-Z][\w.’'-]+\s+){1,3}is)\s+(?:a|an|the|our)\s+(?:[\w-]+\s+){0,3}"
    r"(?:writer|reporter|journalist|editor|blogger|correspondent|contributor|columnist|freelancer)\b",
)
_SIGNS = ("(c)", "copyright", "reserved", "reproduce", "permission", "terms", "policy", ">", "|")
_ALL_SIGNS = (*_SIGNS, "©", "ⓒ", "»", "›", "→")
"""No line about rights and no trail of links is without one; most lines are, and need not be looked through."""
_LONGEST_LINE = 300


def is_byline(line: str) -> bool:
    """Whether the line names the author and nothing else; an author's biography may follow."""
    return _BYLINE.match(line) is not None or _tells_reading_time(line)


def _tells_reading_time(line: str) -> bool:
    return len(line) < 120 and "read" in line.lower() and _READING_TIME.search(line) is not None


def is_boilerplate(line: str) -> bool:
    """Whether the line, a sentence or a paragraph, claims nothing because it is not part of the story."""
    stripped = line.strip()
    if len(stripped) > _LONGEST_LINE:
        return False
    low = stripped.lower()
    return (
        _OPENED.match(stripped) is not None
        or _tells_reading_time(stripped)
        or _BIOGRAPHY.match(stripped) is not None
        or (_has_sign(low) and (_TRAIL.search(stripped) is not None or _RIGHTS.search(stripped) is not None))
    )


def _has_sign(low: str) -> bool:
    return any(map(low.__contains__, _SIGNS if low.isascii() else _ALL_SIGNS))
