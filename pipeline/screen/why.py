"""Why was it stored, dropped, called a copy, put in a story, alerted or not?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.errors import NotFoundError
from pipeline.screen.claims import show_claim
from pipeline.screen.paper import day, plural

if TYPE_CHECKING:
    from pipeline.screen.paper import Paper
    from pipeline.store.published import Published

__all__ = ["show_why"]

# As many digits as an id can have: it is a BIGINT.
_NUMBER = re.compile(r"\d{1,19}", re.ASCII)


def show_why(paper: Paper, published: Published, what: str) -> None:
    """
    Write why `what` is as it is: an article's address or number, a dropped address, a claim's or an alert's number.

    Raises NotFoundError when nothing of that name is known.
    """
    number = int(what) if _NUMBER.fullmatch(what) else None
    articles = published.screen("why_article", id=number, url=what)
    drops = published.screen("why_dropped", url=what)
    for article in articles:
        _article(paper, published, article)
    for drop in drops:
        paper.line(f"{drop['url']} went no further", style="strong")
        paper.line(f"{drop['reason']} (stage: {drop['stage']}, {day(drop['seen_at'])})", indent=2)
        if drop["detail"]:
            paper.line(drop["detail"], indent=2)
    alerts = published.screen("why_alerted", id=number) if number is not None else []
    claims = published.screen("claim", id=number) if number is not None else []
    if claims and number is not None:
        show_claim(paper, published, number)
        paper.heading("Alerts")
        if not alerts:
            paper.line("nobody was told: it is on no watch list, is context only, or came with the first run", indent=2)
    for alert in alerts:
        told = f"{alert['state']} to {alert['channel']}" if alert["channel"] else "stored; no channel was set"
        paper.line(f"{day(alert['created_at'])}  {alert['title']}", indent=2)
        paper.line(
            f"rule {alert['rule']} of {alert['topic']}; {told}{': ' + alert['error'] if alert['error'] else ''}",
            indent=4,
        )
    if not (articles or drops or alerts or claims):
        raise NotFoundError(
            f"nothing known of “{what}”; give the address of an article, or the number of a claim or alert"
        )


def _article(paper: Paper, published: Published, article: dict[str, object]) -> None:
    paper.line(str(article["title"] or article["url"]), style="strong")
    paper.line(
        f"{article['outlet'] or 'unknown outlet'} · {day(article['published_at'])} · {article['url']}", style="quiet"
    )
    paper.heading("Stored")
    for kept in published.screen("why_topics", id=article["article_id"]):
        paper.line(f"for {kept['topic']} ({kept['relevance']:.2f}): {kept['reason']}", indent=2)
    if article["quality"] != "full":
        paper.line(f"{article['quality']}: {article['quality_reason']}", indent=2)
    _changes(paper, published, article["article_id"])
    paper.heading("Its own words?")
    paper.line(f"{article['decision']}: {article['decision_reason']}", indent=2)
    for passage in published.screen("why_passages", id=article["article_id"]):
        share = " (quoted)" if passage["quoted"] >= 1 else ""
        paper.line(f"{passage['words']} words{share} also in {passage['url']}", indent=4, style="quiet")
        paper.quote(passage["passage"], indent=6)
    paper.heading("Its story")
    paper.line(f"{article['story']} (story {article['story_id']})", indent=2)
    paper.line(str(article["story_reason"]), indent=2)
    if article["related_story"]:
        paper.line(f"related, and not the same: {article['related_story']} (story {article['related_to']})", indent=2)


def _changes(paper: Paper, published: Published, article_id: object) -> None:
    """Write how an article's text changed; one that never did has nothing to tell."""
    texts = published.screen("why_texts", id=article_id)
    if len(texts) < 2:
        return
    paper.heading("Its text changed")
    seen = ", ".join(day(text["seen_at"]) for text in texts)
    paper.line(f"{plural(len(texts), 'text')} kept, seen {seen}; the newest is the article", indent=2)
    for gone in published.screen("why_corrected", id=article_id):
        paper.line(f"no longer says: {gone['claim']} (claim {gone['claim_id']})", indent=2, style="warn")
        paper.quote(gone["evidence"], indent=4)
