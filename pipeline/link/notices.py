"""How outlets and people take back what they said."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.notice_forms import (
    CHANGED,
    HEADING,
    NOT_SO,
    NOTICE,
    ONLY_NAMED,
    PRINTED,
    PRINTED_IF_CHANGED,
    PRINTED_IF_WRONG,
    RIGHTS,
    TELLTALE,
    THAT_WAS_WRONG,
)
from pipeline.text import normal_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.models import Mention

__all__ = [
    "Notice",
    "is_notice",
    "is_retraction",
    "notices_in",
    "same_outlet",
    "tells_what_was_printed",
]


class Notice(NamedTuple):
    """A sentence by which an outlet says that something it printed was not so."""

    sentence: str
    says: str
    """What it says was printed; or, where it `rights` it, what is so."""
    rights: bool = False


_SENTENCE = re.compile(r"\S(?:[^\n]*?[.!?][”\"’')\]]*(?=\s+[“\"(A-Z•]|\s*$)|[^\n]+)", re.MULTILINE)
_MORE = re.compile(
    r"\s*[,;:–—]\s*(?:when|which|this|that|but|in fact|in reality|as we|he|she|it|they|whereas)\b.*", re.IGNORECASE
)
_ON_WHOSE_WORD = re.compile(r"^,\s[^,;.]{3,80},\sthat\b")
_MOST = 50
"""Notices of one text that are read; a page of corrections has some twenty."""
_AHEAD = 2
"""Sentences after what was printed in which it may be said that it was not so."""
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
    return bool(HEADING.match(text) or NOTICE.search(text) or notices_in(text))


def notices_in(text: str, outlet: str | None = None) -> tuple[Notice, ...]:
    """
    Return the sentences of a text in which its outlet says that something it printed was not so.

    What was printed may be told in one sentence, and that it was wrong in the next: "On Friday we reported that Roe
    will resign. That was wrong."
    """
    return _notices_of(text, outlet or "") if TELLTALE.search(text) else ()


def tells_what_was_printed(mention: Mention, notices: Iterable[Notice]) -> bool:
    """Tell whether a mention is no claim of its outlet's, but what one of its notices says was printed and not so."""
    evidence = mention.statement.evidence
    printed = (one.sentence for one in notices if not one.rights)
    return any(evidence in one or one in evidence for one in printed)


def is_retraction(text: str) -> bool:
    """Tell whether somebody says here that something said before no longer counts."""
    return bool(_RETRACTS.search(text))


def same_outlet(one: str | None, other: str | None) -> bool:
    """Tell whether two names are one outlet's, with or without their article; no name is nobody's."""
    return bool(one and other) and _plain(one) == _plain(other)


@lru_cache(maxsize=8)
def _notices_of(text: str, outlet: str) -> tuple[Notice, ...]:
    """Return the notices of a text; those of an article are asked for twice in a row."""
    return tuple(islice(_notices(text, outlet), _MOST))


def _notices(text: str, outlet: str) -> Iterator[Notice]:
    name = " ".join(word for word in outlet.split() if word.lower() != "the")
    # To compile the forms with a name takes longer than to read ten articles, few of which name their outlet.
    forms = _forms(name if name and re.search(re.escape(name), text, re.IGNORECASE) else None)
    sentences = list(_SENTENCE.finditer(text))
    for place, match in enumerate(sentences):
        before = sentences[place - 1][0] if place else ""
        after = [one[0] for one in sentences[place + 1 : place + 1 + _AHEAD]]
        found = _printed(match[0], before, after, forms) or _rights(match[0], after, forms)
        if found and found.says and not _is_quoted(text, match.start() + found.at):
            yield Notice(match[0], found.says, rights=found.rights)


class _Found(NamedTuple):
    """What a sentence says, and where in it the outlet begins to speak of itself."""

    at: int
    says: str
    rights: bool = False


def _printed(sentence: str, before: str, after: Sequence[str], forms: _Forms) -> _Found | None:
    """Return what a sentence says was printed and was not so."""
    match = forms.printed.search(sentence)
    if match and ONLY_NAMED.search(match[0]):
        return None
    if match is None:
        match = PRINTED_IF_CHANGED.search(sentence)
        if match and not CHANGED.search(f"{before} {sentence[: match.start()]}"):
            match = None
    if match is None:
        match = forms.printed_if_wrong.search(sentence)
        if match and not _was_wrong(sentence, before, after):
            match = None
    return _Found(match.start(), _told(sentence, match.end())) if match else None


def _rights(sentence: str, after: Sequence[str], forms: _Forms) -> _Found | None:
    """Return what a sentence says is so, and was printed otherwise; "misstated it" leaves that to the next one."""
    named = forms.printed.search(sentence)
    if named and ONLY_NAMED.search(named[0]):
        return _Found(named.start(), after[0], rights=True) if after else None
    match = forms.rights.search(sentence) or HEADING.match(sentence)
    return _Found(match.start(), _told(sentence, match.end()), rights=True) if match else None


def _was_wrong(sentence: str, before: str, after: Sequence[str]) -> bool:
    """Tell whether what a sentence says was printed was wrong, as it says, or those around it."""
    heads = HEADING.match(sentence) or HEADING.match(before) or NOTICE.search(before)
    return bool(heads or NOT_SO.search(sentence) or any(map(THAT_WAS_WRONG.search, after)))


def _is_quoted(text: str, place: int) -> bool:
    """Tell whether somebody is quoted there: "we" is not the outlet then."""
    begun = text[text.rfind("\n", 0, place) + 1 : place]
    return begun.count("“") > begun.count("”") or begun.count('"') % 2 == 1


def _told(sentence: str, start: int) -> str:
    """Return what follows a form, without what is said about it: "…, which was wrong"."""
    return _MORE.sub("", _ON_WHOSE_WORD.sub("", sentence[start:])).strip(" .,;:()–—")


class _Forms(NamedTuple):
    printed: re.Pattern[str]
    printed_if_wrong: re.Pattern[str]
    rights: re.Pattern[str]


@lru_cache(maxsize=64)
def _forms(outlet: str | None) -> _Forms:
    """Return the forms with the name of the outlet that speaks of itself."""
    own = re.escape(outlet) if outlet else r"(?!)"
    return _Forms(
        *(re.compile(form.pattern.replace("OUTLET", own), form.flags) for form in (PRINTED, PRINTED_IF_WRONG, RIGHTS))
    )


def _plain(outlet: str | None) -> list[str]:
    words = normal_words(outlet or "")
    return words[1:] if words[:1] == ["the"] else words
