"""
How much of an article a page gave us: all, a part, or something that is no article at all.

Each verdict is one signal that a person can check on the page. Most signals against being an article count only while
there is little text: long articles are written about cookies, captchas and missing pages, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from pipeline.models import Quality
from pipeline.read.signs import ASKING, BROKEN_OFF, CONSENT, GATE, MISSING, MORE, NOTICE, PAYWALL, SHORT_NOTICE
from pipeline.read.structured import text_in
from pipeline.read.tree import visible_words
from pipeline.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.read.structured import Described
    from pipeline.read.tree import HtmlElement

__all__ = ["Verdict", "judge", "judge_length"]

# Characters. The shortest article text among 181 real pages has 369; what is below the first is a caption or a button.
_NO_TEXT = 80
_TOO_SHORT = "no text to speak of"
_LITTLE_TEXT = 1200
_LONGEST_CONSENT = 6000
# Words.
_LONGEST_SITE_NAME = 4
_BETWEEN_PARTS = re.compile(r"\s+[|–—·»-]\s+")
# Words. Stubs before a paywall run to two or three paragraphs; metered articles that came whole run far longer.
_STUB = 300
_WHOLE_SHARE = 0.6
_LIST_SHARE = 0.6


# Every page of a metered site asks "Already a subscriber?" up there.
_AROUND = frozenset({"header", "nav", "footer", "aside"})
_LISTS = frozenset({"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage"})


class Verdict(NamedTuple):
    """The quality and, unless it is full, the signal that decided."""

    quality: Quality
    reason: str | None = None


def judge(text: str, title: str | None, tree: HtmlElement, described: Described, url: str) -> Verdict:
    """Return how much of an article this is; `text` is what extraction found."""
    if reason := _no_article(text, title, tree, described, url):
        return Verdict(Quality.NOT_AN_ARTICLE, reason)
    if reason := _only_a_part(text, tree, described):
        return Verdict(Quality.PARTIAL, reason)
    return Verdict(Quality.FULL)


def judge_length(text: str) -> Verdict:
    """Return what can be said of a text that did not come as a page: whether it is one at all."""
    return Verdict(Quality.NOT_AN_ARTICLE, _TOO_SHORT) if len(text) < _NO_TEXT else Verdict(Quality.FULL)


def _no_article(text: str, title: str | None, tree: HtmlElement, described: Described, url: str) -> str | None:
    if len(text) < _LITTLE_TEXT and GATE.search(f"{title or ''}\n{text}"):
        return "a gate before the page (captcha, log-in, network, JavaScript)"
    if not _dated(described) and (reason := _a_notice(text, title, tree)):
        return reason
    if len(text) < _NO_TEXT:
        return "needs JavaScript to show anything" if GATE.search(visible_words(tree)) else _TOO_SHORT
    if described.article:
        return None
    if urlsplit(url).path.strip("/") == "" and not urlsplit(url).query:
        return "a front page"
    if described.types & _LISTS or _share_of_links(text, tree) > _LIST_SHARE:
        return "a list of links to articles"
    return None


def _dated(described: Described) -> bool:
    """Does the page call itself an article of some day? An error page has no date."""
    return "datePublished" in described.article or described.first("article:published_time") is not None


def _a_notice(text: str, title: str | None, tree: HtmlElement) -> str | None:
    """Return what the page says in place of an article; below "Page not found" there may be much to read."""
    headings = [squeeze(element.text_content()) for element in tree.iter("title", "h1")] + [title or ""]
    little = len(text) < _LITTLE_TEXT
    for heading in headings:
        if _is_all_of(heading, NOTICE) or (little and _is_all_of(heading, SHORT_NOTICE)):
            return f"an error or a missing page (soft 404): “{heading[:80]}”"
    if little and MISSING.search(f"{title or ''}\n{text[:300]}"):
        return "says that the page is missing (soft 404)"
    if len(text) < _LONGEST_CONSENT and _share_asking_for_consent(text) > (0.5 if little else 0.8):
        return "a cookie or consent wall"
    return None


def _only_a_part(text: str, tree: HtmlElement, described: Described) -> str | None:
    words = len(text.split())
    announced = _announced_words(described)
    if announced and words < _WHOLE_SHARE * announced and words < announced - 100:
        return f"{words} of {announced} words"
    if words >= _STUB:
        return None
    if _not_free(described):
        return f"not free to read, {words} words"
    if found := PAYWALL.search(text) or PAYWALL.search(visible_words(tree, leave_out=_AROUND)):
        return f"a teaser: “{squeeze(found[0])}”"
    if BROKEN_OFF.search(text.rstrip()):
        return "broken off in mid-text"
    return None


def _not_free(described: Described) -> bool:
    parts = described.article.get("hasPart")
    nodes = [described.article, *(parts if isinstance(parts, list) else [parts])]
    stated = (node.get("isAccessibleForFree") for node in nodes if isinstance(node, Mapping))
    locked = described.first("article:content_tier") in {"locked", "metered"}
    return locked or any(free is False or (text_in(free) or "").lower().endswith("false") for free in stated)


def _announced_words(described: Described) -> int | None:
    count = described.article.get("wordCount")
    try:
        return int(count) if isinstance(count, int | str) and int(count) > 0 else None
    except ValueError:
        return None


def _is_all_of(heading: str, notice: re.Pattern[str]) -> bool:
    """Is a heading nothing but a notice and the name of a site?"""
    parts = _BETWEEN_PARTS.split(heading)
    noticed = [part for part in parts if notice.fullmatch(part)]
    others = sum(len(part.split()) for part in parts if part not in noticed)
    return bool(noticed) and others <= _LONGEST_SITE_NAME


def _share_asking_for_consent(text: str) -> float:
    """Return the share of the text in lines that ask their reader for consent."""
    lines = text.splitlines()
    return _length(line for line in lines if CONSENT.search(line) and ASKING.search(line)) / max(1, _length(lines))


def _share_of_links(text: str, tree: HtmlElement) -> float:
    """Return the share of the text in lines that are nothing but a link, or the teaser of one."""
    linked = {squeeze(anchor.text_content()) for anchor in tree.iter("a")} | set(_teasers(tree))
    lines = [squeeze(line.lstrip("-• ")) for line in text.splitlines()]
    return _length(line for line in lines if line in linked or MORE.search(line)) / max(1, _length(lines))


def _teasers(tree: HtmlElement) -> Iterator[str]:
    """Yield the paragraphs right below headings that are links."""
    for heading in tree.iter("h2", "h3", "h4"):
        below = heading.getnext()
        if below is not None and below.tag in {"p", "div"} and next(heading.iter("a"), None) is not None:
            yield squeeze(below.text_content())


def _length(lines: Iterable[str]) -> int:
    return sum(map(len, lines))
