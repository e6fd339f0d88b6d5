"""Why was it stored, dropped, called a copy, put in a story, alerted or not?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.errors import NotFoundError
from pipeline.screen.alerts import alerts_of, show_alert, show_verdicts
from pipeline.screen.claims import claim_record, show_claim
from pipeline.screen.paper import day, plural
from pipeline.screen.why_together import show_copy, show_overruled, show_story_of, together_record

if TYPE_CHECKING:
    from pipeline.screen.paper import Paper
    from pipeline.store.published import Published

__all__ = ["show_why", "why_records"]

# As many digits as an id can have: it is a BIGINT.
_NOTHING_FIRED = (
    "no rule fired: it is an echo, context only, or a seed's, or the topic's rules do not ask for it;"
    " try others with: claimwatch alerts replay --since 30d --rules FILE --dry-run"
)
_NUMBER = re.compile(r"\d{1,19}", re.ASCII)
_Row = dict[str, Any]


def why_records(published: Published, what: str) -> list[_Row]:
    """
    Return the same as `show_why` writes, for programs: a record for each article, drop, claim and alert of that name.

    Raises NotFoundError when nothing of that name is known.
    """
    articles, drops, claims, alerts = _found(published, what)
    return [
        *({"what": "article"} | _article_record(published, article) for article in articles),
        *({"what": "drop"} | drop for drop in drops),
        *({"what": "claim"} | claim_record(published, claim["claim_id"]) for claim in claims),
        *({"what": "alert"} | alert for alert in alerts),
    ]


def show_why(paper: Paper, published: Published, what: str, where: str = "") -> None:
    """
    Write why `what` is as it is: an article's address or number, a dropped address, a claim's or an alert's number.

    `where` are the options that commands to try next need to find the same database. Raises NotFoundError when nothing
    of that name is known.
    """
    articles, drops, claims, alerts = _found(published, what)
    for article in articles:
        _article(paper, published, article, where)
    for drop in drops:
        paper.line(f"{drop['url']} went no further", style="strong")
        paper.line(f"{drop['reason']} (stage: {drop['stage']}, {day(drop['seen_at'])})", indent=2)
        if drop["detail"]:
            paper.line(drop["detail"], indent=2)
    for claim in claims:
        show_claim(paper, published, claim["claim_id"])
        paper.heading("Alerts")
        if not alerts:
            paper.line(_NOTHING_FIRED, indent=2)
    for alert in alerts:
        if claims:
            paper.line(f"{day(alert['created_at'])}  {alert['title']}", indent=2)
            paper.line(f"rule {alert['rule']} of {alert['topic']} · alert {alert['alert_id']}", indent=4, style="quiet")
            show_verdicts(paper, alert, indent=4)
        else:
            show_alert(paper, alert)


def _found(published: Published, what: str) -> tuple[list[_Row], list[_Row], list[_Row], list[_Row]]:
    """Return articles, drops, claims and alerts of that name."""
    number = int(what) if _NUMBER.fullmatch(what) else None
    articles = published.screen("why_article", id=number, url=what)
    drops = published.screen("why_dropped", url=what)
    alerts = alerts_of(published.folder, number) if number is not None else []
    claims = published.screen("claim", id=number) if number is not None else []
    if not (articles or drops or alerts or claims):
        raise NotFoundError(
            f"nothing known of “{what}”; give the address or number of an article, or the number of a claim or alert;"
            " of a story: claimwatch story NUMBER"
        )
    return articles, drops, claims, alerts


def _article_record(published: Published, article: _Row) -> _Row:
    return article | {
        "topics": published.screen("why_topics", id=article["article_id"]),
        "texts": published.screen("why_texts", id=article["article_id"]),
        "corrected": published.screen("why_corrected", id=article["article_id"]),
        **together_record(published, article),
    }


def _article(paper: Paper, published: Published, article: _Row, where: str) -> None:
    paper.line(str(article["title"] or article["url"]), style="strong")
    paper.line(
        f"{article['outlet'] or 'unknown outlet'} · {day(article['published_at'])} · {article['url']}", style="quiet"
    )
    paper.line(f"article {article['article_id']}", style="quiet")
    paper.heading("Stored")
    for kept in published.screen("why_topics", id=article["article_id"]):
        paper.line(f"for {kept['topic']} ({kept['relevance']:.2f}): {kept['reason']}", indent=2)
    if article["quality"] != "full":
        paper.line(f"{article['quality']}: {article['quality_reason']}", indent=2)
    _changes(paper, published, article["article_id"])
    show_copy(paper, published, article, where)
    show_story_of(paper, article)
    show_overruled(paper, published, article, where)


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
