"""
What a denial answers that says only that it denies: "Acme denied the claim", "that is not true", "it says it did not".

It stands behind what it answers, in the same article. By its words alone it is like every other denial of the kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.link.novelty import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.link.canon import Canon
    from pipeline.link.known import KnownClaims
    from pipeline.link.told import Told
    from pipeline.models import Mention, Statement

__all__ = ["answered", "is_bare_denial"]

_WHAT = (
    r"(?:it|this|that|them|these|those|(?:the|these|those|such|all|any|both|its|their|his|her)\s(?:[\w-]+\s){0,2}"
    r"(?:claims?|reports?|reporting|allegations?|accusations?|suggestions?|charges?|accounts?|story|stories|assertions?"
    r"|rumou?rs?|speculation|talk|wrongdoing|version|theory|article|coverage|idea|notion))"
)
_FALSE = (
    r"(?:not\s(?:true|so|correct|accurate|right|the\scase)|n['’]t\s(?:true|so|correct)|untrue|false|wrong|incorrect|inaccurate|nonsense|baseless"
    r"|groundless|unfounded|rubbish|fiction|fabricat\w+|(?:pure\s|complete\s|free\s)?invention|a\slie|lies|absurd|ridiculous)"
)
_DENY = (
    r"(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|disput\w+|refut\w+|rubbish\w*|repudiat\w+|contest\w*|rebut\w*"
    r"|pour\w*\scold\swater\son|hit\sback\sat|brush\w*\s(?:off|aside))"
)
_BARE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_DENY}\s{_WHAT}(?:\s(?:as|outright|on|in|by)\b.*)?[.”\"’]*$",
        rf"^[“\"]?{_WHAT}\s(?:is|are|was|were|['’]s)\s(?:\w+\s){{0,2}}{_FALSE}",
        rf"\b(?:call|brand|label|describ|term)\w*\s{_WHAT}\s(?:as\s)?(?:\w+\s){{0,2}}[“\"]?{_FALSE}",
        r"\b(?:did|does|do|has|have|had|is|was|were|are|would|will)(?:\snot|n['’]t)(?:\s(?:so|do\sso|know|that|it))?[.”\"’]*$",
        r"\bnone\sof\s(?:it|this|that)\b",
    )
)
_FAR = 900
"""Characters between a denial and what it answers: some three paragraphs of news."""


def is_bare_denial(said: Statement) -> bool:
    """Tell whether a statement only denies, and what it denies stands elsewhere."""
    return said.polarity == "-" and any(pattern.search(said.claim) for pattern in _BARE)


def answered(mention: Mention, known: KnownClaims) -> Told | None:
    """
    Return the mention that a bare denial answers: the nearest before it in its article that somebody else makes.

    One that names who denies goes before a nearer one that does not. None where nothing like it stands near.
    """
    said = mention.statement
    before = [
        told
        for told in known.of_article(mention.article_id)
        if told.mention.revision == mention.revision
        and 0 <= said.evidence_span[0] - told.mention.statement.evidence_span[1] <= _FAR
        and not is_denial(told.mention)
        and not _by_the_same(told.mention.statement, said, known.canon)
    ]
    before.sort(key=lambda told: told.mention.statement.evidence_span)
    return next(_naming(before, said, known.canon), before[-1] if before else None)


def _naming(before: Sequence[Told], denial: Statement, canon: Canon) -> Iterator[Told]:
    names = _names(denial, canon)
    return (
        told for told in reversed(before) if any(name in canon(told.mention.statement.claim).lower() for name in names)
    )


def _by_the_same(said: Statement, denial: Statement, canon: Canon) -> bool:
    """Tell whether who denies said the other thing too."""
    return said.speaker is not None and not _speaker(said, canon).isdisjoint(_names(denial, canon))


def _names(denial: Statement, canon: Canon) -> frozenset[str]:
    """Return by which names who denies may be spoken of: as the speaker, and as whom the denial is about."""
    about = denial.subject
    return _speaker(denial, canon) | ({(canon.party(about) or about).lower()} if about else frozenset())


def _speaker(said: Statement, canon: Canon) -> frozenset[str]:
    names = filter(None, (said.speaker_entity, said.speaker))
    return frozenset((canon.party(name) or name).lower() for name in names)
