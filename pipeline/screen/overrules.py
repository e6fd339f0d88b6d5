"""What a person decided otherwise: the list of it, and what came of the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.screen.mentions import named
from pipeline.screen.paper import day, plural, program

if TYPE_CHECKING:
    from pipeline.models import Overrule
    from pipeline.overruling.carry_out import Effect
    from pipeline.screen.paper import Paper
    from pipeline.store.published import Published

__all__ = ["overrule_records", "show_effect", "show_overrule", "show_overrules"]

_EVERY = 0
"""No article has this number."""


def overrule_records(published: Published, article_id: int = _EVERY) -> list[dict[str, Any]]:
    """Return the overrules, the newest first: all of them, or those that concern an article."""
    return published.screen("overrules", id=article_id)


def show_overrules(paper: Paper, records: list[dict[str, Any]], where: str = "") -> None:
    """Write the overrules, each with how to undo it; `where` are the options that need to follow there."""
    for record in records:
        show_overrule(paper, record, where=where)


def show_overrule(paper: Paper, record: dict[str, Any], *, indent: int = 0, where: str = "") -> None:
    """Write one overrule: what it says, since when, why, and how to undo it."""
    paper.line(f"{day(record['made_at'])}  {_said(record)}", indent=indent)
    if record["note"]:
        paper.quote(record["note"], indent=indent + 4)
    if record["undone_at"]:
        paper.line(f"undone on {day(record['undone_at'])}", indent=indent + 4, style="quiet")
    else:
        _how_to_undo(paper, record["overrule_id"], where, indent=indent + 4)


def _said(record: dict[str, Any]) -> str:
    articles = ", ".join(url or f"article {number}" for url, number in _articles(record))
    match record["kind"]:
        case "independent":
            return f"independent: {articles}"
        case "copy_of":
            return f"a copy: {articles} was taken from {record['other'] or record['other_id']}"
        case "merge":
            return f"merged: story {record['other_id']} went into story {record['story_id']}"
        case "same_claim":
            return f"one claim: claim {record['other_id']} is claim {record['claim_id']}"
        case "other_claim":
            mentions = ", ".join(map(str, record["mention_ids"]))
            return f"not that claim: mention {mentions} was taken out of claim {record['claim_id']}"
        case _:
            return f"split: out of story {record['story_id']} came story {record['other_id']} with {articles}"


def _articles(record: dict[str, Any]) -> list[tuple[str | None, int]]:
    return list(zip(record["articles"], record["article_ids"], strict=True))


def _how_to_undo(paper: Paper, overrule_id: int, where: str, *, indent: int = 0) -> None:
    paper.command(f"undo it with: {program()} overrules undo {overrule_id}{where}", indent=indent)


def show_effect(paper: Paper, published: Published, effect: Effect, where: str = "") -> None:
    """Write what came of an overrule, or of undoing one, and how to go back; `where` are options to follow there."""
    rows = effect.wanted.rows
    if effect.wanted.stands:
        paper.line(f"that stands already{f', since {day(rows[0].made_at)}' if rows else ''}; nothing was added")
    else:
        paper.line("; ".join(part for part in (_news(published, effect), _claims(effect)) if part))
    if rows and not effect.wanted.undone:
        _how_to_undo(paper, rows[0].overrule_id, where)


def _news(published: Published, effect: Effect) -> str:
    rows, moved = effect.wanted.rows, plural(len(effect.settled.placements), "article")
    first = rows[0]
    if effect.wanted.undone:
        return _undone(effect, first)
    if first.kind == "merge":
        return f"{moved} of story {first.other_id} came to {_story(published, first.story_id)}"
    if first.kind == "split":
        return f"{moved} made {_story(published, first.other_id)}, out of {_story(published, first.story_id)}"
    if first.kind == "same_claim":
        return f"claim {first.other_id} goes by claim {first.claim_id} now"
    if first.kind == "other_claim":
        taken_out = f"{plural(len(rows), 'mention')} taken out of claim {first.claim_id}"
        return f"{taken_out}: {_now_under(published, [row.mention_id for row in rows])}"
    (article,) = published.screen("why_article", id=first.article_id, url=None)
    if not (effect.settled.comparisons or effect.settled.placements):
        return f"{article['url']} was that already, and stays it from now on, whatever the rules say"
    if first.kind == "independent":
        return f"{article['url']} is independent now"
    return f"{article['url']} is a copy of {article['copy_of_url']} now, in {_story(published, article['story_id'])}"


def _now_under(published: Published, mentions: list[int | None]) -> str:
    """Return which claims mentions make now: not always one of their own, another may be like them."""
    found = published.screen("now_under", mentions=mentions)
    told = (
        f"{'it makes' if len(mentions) == 1 else plural(row['mentions'], 'mention') + ' of them'} claim"
        f" {row['claim_id']}, “{named(row)}”{'' if row['is_new'] else ', which was there before'}"
        for row in found
    )
    return "; ".join(told)


def _undone(effect: Effect, first: Overrule) -> str:
    if effect.settled.lost:
        return f"overrule {first.overrule_id} is undone; all from {day(effect.settled.since)} on was compared again"
    texts, moved = len(effect.settled.comparisons), len(effect.settled.placements)
    changed = [
        f"{plural(moved, 'article')} went back to another story" if moved else "",
        f"{plural(texts, 'text')} stand as the rules had decided" if texts else "",
    ]
    return f"overrule {first.overrule_id} is undone; {' and '.join(filter(None, changed)) or 'nothing else changed'}"


def _story(published: Published, story_id: int | None) -> str:
    (story,) = published.screen("story", id=story_id)
    return f"story {story['story_id']} “{story['title']}” (now {plural(story['articles'], 'article')})"


def _claims(effect: Effect) -> str:
    more = effect.claims - effect.claims_before
    if more == 0:
        return ""
    return f"{plural(abs(more), 'claim')} {'more' if more > 0 else 'fewer'} than before, {effect.claims} in all"
