"""
What a whole article says of where it comes from: the agency whose copy it is, the party whose release it prints.

    HALMOUTH (Corvane) - …     Reporting by Ann Lee; Editing by Tom Hill     © 2018 AP     (via CNET)
    /PRNewswire/ … SOURCE Acme Corp          Statement from Acme, issued at noon:

Such a line speaks for every sentence of the article that names nobody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.voices import plain_name
from pipeline.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.models import Article

__all__ = ["NO_CREDITS", "Credits", "credits_of"]

_AGENCIES = {
    plain_name(name): name
    for name in (
        "Reuters", "Thomson Reuters", "Associated Press", "AP", "AFP", "Agence France-Presse", "Bloomberg News",
        "Press Association", "PA Media", "UPI", "United Press International", "Xinhua", "dpa", "EFE", "ANSA",
        "Kyodo News",
        "Yonhap", "TASS", "Interfax", "Press Trust of India", "IANS", "ANI", "The Canadian Press",
        "Australian Associated Press",
    )
}  # fmt: skip
_ALSO = {
    "ap": "Associated Press",
    "agence france-presse": "AFP",
    "thomson reuters": "Reuters",
    "pa media": "Press Association",
}
_NAME = r"(?:[Tt]he\s+)?[A-Z][\w&.’'-]*(?:\s+(?:of\s+|&\s+)?[A-Z][\w&’'-]*){0,3}"
_HEAD, _FOOT = 400, 600
"""Characters of an article in which such lines stand."""

# "LONDON (Reuters) - ", "WASHINGTON, March 21 (AP) — ": the city in capitals, so that "Best Buy (BBY) - " is none.
_DATELINE = re.compile(rf"^\W*[A-ZÀ-Þ][A-ZÀ-Þ .’'/-]{{2,40}}(?:,[^()\n]{{1,30}})?\s\(({_NAME})\)\s*[-–—]", re.MULTILINE)
_CREDITED = re.compile(
    rf"(?:[Aa]dditional\s+)?[Rr]eporting\s+(?:by|from)\s+({_NAME})\s*\.?\s*$"
    rf"|({_NAME})\s+contributed\s+to\s+this\s+(?:report|story|article)"
    rf"|(?:©|\([cC]\)|[Cc]opyright)\s*(?:\d{{4}}\s+)?({_NAME})"
    rf"|(?:^|\()(?:[Vv]ia|[Ss]ource|h/t|[Ff]rom)(?::\s*|\s+)({_NAME})\s*\)?\s*$",
    re.MULTILINE,
)
# Reuters closes its copy so, names and all: https://www.reuters.com, any article before 2023.
_CLOSED_LIKE_REUTERS = re.compile(r"\b[Rr]eporting\s+by\s[^;\n]{3,120};\s*[Ee]diting\s+by\s")
_RELEASE = re.compile(
    r"/\s?(?:PR\s?Newswire|CNW|BUSINESS WIRE|Business Wire|GLOBE NEWSWIRE)\b|\((?:BUSINESS WIRE|GLOBE NEWSWIRE)\)"
)
_SOURCE_OF_RELEASE = re.compile(rf"^SOURCE:?\s+({_NAME})", re.MULTILINE)
_ISSUED = re.compile(
    rf"^\W*(?:[Pp]ress\s+[Rr]elease|[Ss]tatement|[Nn]otice|[Ll]etter)\s+(?:from|by|of)\s+({_NAME})[^.\n]*[:\n]"
    r"|\b(?:statement|notice|press\s+release|letter)\s+was\s+(?:issued|released|published|sent\s+out)\b[^.\n]{0,40}?\s"
    rf"by\s+({_NAME})[.:]",
    re.MULTILINE,
)


class Credits(NamedTuple):
    """From whom an article has it, as it says of itself."""

    agency: str | None = None
    """Whose copy it is; not the outlet itself."""
    issuer: str | None = None
    """Whose release or statement it prints."""


NO_CREDITS = Credits()


def credits_of(article: Article, outlets: Iterable[str] = ()) -> Credits:
    """
    Return what an article says of where it comes from.

    `outlets` are names known to be outlets: a line that holds nothing but such a name, or an agency's, is a credit too.
    """
    known = dict(_AGENCIES) | {plain_name(outlet): outlet for outlet in outlets}
    text = article.text
    issuer = next(_issuers(text), None)
    if issuer:
        return Credits(issuer=issuer)
    own = plain_name(article.outlet or "")
    for name in _credited(text, article.authors, known):
        agency = _ALSO.get(plain_name(name)) or known.get(plain_name(name)) or name
        if not own or plain_name(agency).split()[0] not in own.split():
            return Credits(agency=agency)
    return NO_CREDITS


def _issuers(text: str) -> Iterator[str]:
    head, foot = text[:_HEAD], text[-_FOOT:]
    if _RELEASE.search(head):
        yield from (squeeze(match[1]) for match in _SOURCE_OF_RELEASE.finditer(foot))
    yield from (squeeze(match[1] or match[2]) for match in _ISSUED.finditer(head))


def _credited(text: str, authors: Iterable[str], known: dict[str, str]) -> Iterator[str]:
    """Yield the names of whom it is from: anybody's in a dateline, elsewhere those that are known for outlets."""
    head, foot = text[:_HEAD], text[-_FOOT:]
    yield from (squeeze(match[1]) for match in _DATELINE.finditer(head))
    if _CLOSED_LIKE_REUTERS.search(foot):
        yield "Reuters"
    lines = [line.strip(" .()-–—") for part in (head, foot) for line in part.splitlines()]
    named = [match[match.lastindex or 1] for match in _CREDITED.finditer(foot)]
    yield from (squeeze(name) for name in (*named, *authors, *lines) if plain_name(name) in known)
