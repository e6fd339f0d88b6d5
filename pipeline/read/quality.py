"""
How much of an article a page gave us: all, a part, or something that is no article at all.

Each verdict is one signal that a person can check on the page. Signals against being an article count only while there
is little text: long articles are written about cookies, captchas and missing pages, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from pipeline.models import Quality
from pipeline.read.structured import text_in
from pipeline.read.tree import visible_words
from pipeline.text import squeeze

if TYPE_CHECKING:
    from pipeline.read.structured import Described
    from pipeline.read.tree import HtmlElement

__all__ = ["Verdict", "judge", "judge_length"]

# Characters. The shortest article text among 181 real pages has 369; what is below the first is a caption or a button.
_NO_TEXT = 80
_TOO_SHORT = "no text to speak of"
_LITTLE_TEXT = 1200
# Words. Stubs before a paywall run to two or three paragraphs; metered articles that came whole run far longer.
_STUB = 300
_WHOLE_SHARE = 0.6
_LIST_SHARE = 0.6


def _any_of(*signs: str) -> re.Pattern[str]:
    return re.compile("|".join(signs), re.IGNORECASE)


_MISSING = _any_of(
    r"\b404\b",
    r"(?:page|article|story|content|post)\b.{0,40}(?:not (?:be )?found|no longer (?:available|exists?))",
    r"(?:page|article|story|content|post)\b.{0,40}(?:does(?:n't| not) exist|(?:has been|was) (?:removed|deleted))",
    r"(?:can't|cannot|couldn't) find (?:the|that|this) (?:page|article)",
    r"seite (?:wurde )?nicht gefunden|page introuvable|página no encontrada|pagina non trovata|страница не найдена",
)
_CONSENT = _any_of(
    r"cookie|\bconsent\b|\bGDPR\b|legitimate interest|Datenschutz|Einwilligung|témoins",
    r"\bour (?:\d+ )?partners\b|accept all|reject all|manage (?:options|preferences|choices)",
    r"privacy (?:policy|settings|choices)|personali[sz]ed (?:ads|content)|before you continue",
)
_GATE = _any_of(
    r"checking your browser|(?:verify|confirm) (?:that )?you are (?:a )?human|(?:are you|not) a robot|captcha",
    r"access (?:to this page has been )?denied|unusual traffic",
    r"(?:enable|turn on|activate) javascript|javascript (?:is|must be) (?:disabled|required|enabled)",
    r"(?:accept|agree to) the terms .{0,40}(?:network|wi-?fi)|log ?in to .{0,30}(?:network|wi-?fi)",
)
_PAYWALL = _any_of(
    r"(?:subscribe|sign in|log in|register|sign up)(?: now)? to (?:continue|keep|read|unlock|view|access)",
    r"to (?:continue|keep) reading|already a subscriber|read the (?:full|whole|rest of (?:the|this)) (?:story|article)",
    r"(?:for|to) subscribers only|subscriber[- ](?:only|exclusive)|exclusively for (?:our )?subscribers",
    r"(?:article|story|content) is (?:reserved |available |only )*(?:for|to) (?:our |paying )*(?:subscribers|members)",
    r"réservé aux abonnés|nur für Abonnenten|weiterlesen mit",
)
# A sentence that stops in dots; "You may also like..." is too short to be one.
_BROKEN_OFF = re.compile(r"[^\n]{40}(?:…|\.\.\.|\[…\]|\[\.\.\.\])$|\bcontinue reading\W*$", re.IGNORECASE)
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
    if len(text) < _LITTLE_TEXT:
        heading = f"{title or ''}\n{text[:300]}"
        if _MISSING.search(heading) and "datePublished" not in described.article:
            return "says that the page is missing (soft 404)"
        if _share(text, _CONSENT) > 0.5:
            return "a cookie or consent wall"
        if _GATE.search(f"{title or ''}\n{text}"):
            return "a gate before the page (captcha, network log-in, JavaScript)"
    if len(text) < _NO_TEXT:
        return "needs JavaScript to show anything" if _GATE.search(visible_words(tree)) else _TOO_SHORT
    if described.article:
        return None
    if urlsplit(url).path.strip("/") == "" and not urlsplit(url).query:
        return "a front page"
    if described.types & _LISTS or _share_of_links(text, tree) > _LIST_SHARE:
        return "a list of links to articles"
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
    if found := _PAYWALL.search(text) or _PAYWALL.search(visible_words(tree)):
        return f"a teaser: “{squeeze(found[0])}”"
    if _BROKEN_OFF.search(text.rstrip()):
        return "broken off in mid-text"
    return None


def _not_free(described: Described) -> bool:
    free = described.article.get("isAccessibleForFree")
    locked = described.first("article:content_tier") in {"locked", "metered"}
    return free is False or (text_in(free) or "").lower().endswith("false") or locked


def _announced_words(described: Described) -> int | None:
    count = described.article.get("wordCount")
    try:
        return int(count) if isinstance(count, int | str) and int(count) > 0 else None
    except ValueError:
        return None


def _share(text: str, signal: re.Pattern[str]) -> float:
    """Return the share of the text that stands in lines with the signal."""
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(len(line) for line in lines if signal.search(line)) / max(1, sum(map(len, lines)))


def _share_of_links(text: str, tree: HtmlElement) -> float:
    """Return the share of the text that stands in lines which are nothing but a link."""
    linked = {squeeze(anchor.text_content()) for anchor in tree.iter("a")}
    lines = [squeeze(line.lstrip("-• ")) for line in text.splitlines() if line.strip()]
    return sum(len(line) for line in lines if line in linked) / max(1, sum(map(len, lines)))
