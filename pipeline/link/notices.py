"""How outlets and people take back what they said."""

from __future__ import annotations

import re

from pipeline.text import normal_words

__all__ = ["NO_LONGER_SAID", "TAKEN_BACK", "is_notice", "is_retraction", "same_outlet"]

TAKEN_BACK = "taken back"
"""How the reason begins of a verdict on what its outlet, or whose word it was, took back in so many words."""
NO_LONGER_SAID = "a later revision of the article no longer says so"
"""The reason of a verdict on what an article dropped or changed without a word about it."""

# The standing forms of corrections in English-language papers: a heading, a note on the article's own earlier version,
# or a sentence in the outlet's own voice that names what it printed and says that it was not so.
_NOTICE = re.compile(
    r"^\W*(?:correction|corrections and clarifications|clarification|corrected|erratum|retraction)\b"
    r"|\b(?:this|our|the|an?) (?:story|article|report|piece|post|page|headline|caption)\b[^.;]{0,60}\b(?:has|have|had"
    r"|was|were) (?:since )?(?:been )?(?:corrected|amended|retracted|withdrawn|changed to (?:correct|remove))\b"
    r"|\b(?:earlier|previous) (?:version|edition)s? of (?:this|our|the) (?:story|article|report|piece|post|page)\b"
    r"|\b(?:earlier|previous) (?:version|edition)s? (?:wrongly|incorrectly|mistakenly|misstated|said|stated|gave"
    r"|named)\b"
    r"|\b(?:corrected|amended) to (?:remove|say|show|reflect|make clear)\b",
    re.IGNORECASE,
)
_WE_PRINTED = re.compile(
    r"\b(?:we|this (?:newspaper|paper|site|programme)"
    r"|our (?:\w+ )?(?:story|article|report|page|headline|edition)s?)\b"
    r"[^.;]{0,200}?\b(?:reported|said|stated|wrote|gave|named|published|printed|described|suggested|claimed)\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:in fact|in error|erroneous|wrong(?:ly)?|incorrect(?:ly)?|mistaken(?:ly)?|mistake|error|untrue|inaccurate"
    r"|apologi[sz]e|sorry|regret|which (?:it|he|she|they) (?:is|are|was|were|did|has|have|had) not)\b",
    re.IGNORECASE,
)
_RETRACTS = re.compile(
    r"\b(?:should|must|is to|are to|can) be (?:disregarded|ignored)\b"
    r"|\b(?:retract(?:s|ed)|withdr(?:ew|aws?|awn)|take[sn]? back|took back)\b[^.;]{0,120}"
    r"\b(?:figure|number|statement|claim|remark|report|word|what)"
    r"|\b(?:figure|number|statement|claim|remark|report|words?)\b[^.;]{0,120}\b(?:was|were|had been)"
    r" (?:retracted|withdrawn|wrong|incorrect|mistaken|untrue|an error|a mistake|given in error|out of date)\b",
    re.IGNORECASE,
)


def is_notice(text: str) -> bool:
    """Tell whether an outlet says here that something it printed was not so."""
    return bool(_NOTICE.search(text) or (_WE_PRINTED.search(text) and _NOT_SO.search(text)))


def is_retraction(text: str) -> bool:
    """Tell whether somebody says here that something said before no longer counts."""
    return bool(_RETRACTS.search(text))


def same_outlet(one: str | None, other: str | None) -> bool:
    """Tell whether two names are one outlet's, with or without their article; no name is nobody's."""
    return bool(one and other) and _plain(one) == _plain(other)


def _plain(outlet: str | None) -> list[str]:
    words = normal_words(outlet or "")
    return words[1:] if words[:1] == ["the"] else words
