"""Why is an article a copy or none, why is it in its story and in no other, and who decided otherwise?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.compare.overlap import EDITED_COPY, PARTIAL_REUSE, TELLING_RUN
from pipeline.compare.overrules import BY_HAND
from pipeline.screen.overrules import overrule_records, show_overrule
from pipeline.screen.paper import day, plural, program
from pipeline.screen.side_by_side import Side, SideBySide

if TYPE_CHECKING:
    from pipeline.screen.paper import Paper
    from pipeline.store.published import Published

__all__ = ["show_copy", "show_overruled", "show_story_of", "together_record"]

# A near copy of a long text has hundreds of passages, and many texts share a statement.
_PASSAGES_SHOWN = 10
_OTHERS_SHOWN = 5
_DIRECTION = {
    "contained_in": "it is a part of that text",
    "contains": "it holds what that text holds, and more",
    "alike": "neither has much that the other has not",
}
_Row = dict[str, Any]


def together_record(published: Published, article: _Row) -> _Row:
    """Return what an article shares with others, since when, and what a person decided, for programs."""
    passages = _passages(published, article)
    return {
        "carrier": _first_carrier(published, article["copy_of"]),
        "passages_in_all": passages[0]["passages"] if passages else 0,
        "passages": [{name: row[name] for name in row if name != "passages"} for row in passages],
        "shares_with": _sharing(published, article),
        "overrules": overrule_records(published, article["article_id"]),
    }


def show_copy(paper: Paper, published: Published, article: _Row, where: str) -> None:
    """Write what an article was taken from, how much, since when, by which rule; or what would have made it a copy."""
    paper.heading("Its own words?")
    paper.line(f"{article['decision']}: {article['decision_reason']}", indent=2)
    if article["nearest"] and (article["own_share"] or article["other_share"]):
        direction = f": {_DIRECTION[article['direction']]}" if article["direction"] else ""
        shares = f"{_percent(article['own_share'])} of its own words stand there"
        paper.line(f"{shares}, {_percent(article['other_share'])} of that text's stand here{direction}", indent=2)
    if carrier := _first_carrier(published, article["copy_of"]):
        paper.line(_since(carrier), indent=2)
    if needs := _needs(article):
        paper.line(needs, indent=2)
    paper.line(f"decided {day(article['compared_at'])} by {_rule(article['compared_by'])}", indent=2, style="quiet")
    _show_passages(paper, published, article, where)
    _show_sharing(paper, published, article)


def show_story_of(paper: Paper, article: _Row) -> None:
    """Write which story an article is in, and why it is not in the nearest other one."""
    paper.heading("Its story")
    paper.line(f"{article['story']} (story {article['story_id']})", indent=2)
    paper.line(str(article["story_reason"]), indent=2)
    if article["related_story"]:
        paper.line(f"related, and not the same: {article['related_story']} (story {article['related_to']})", indent=2)
        paper.line(
            "what would have joined them: a long run of words in both, or the same names at the centre of both",
            indent=2,
        )
    paper.line(f"decided {day(article['placed_at'])} by {_rule(article['placed_by'])}", indent=2, style="quiet")


def show_overruled(paper: Paper, published: Published, article: _Row, where: str) -> None:
    """Write what a person decided of an article, and how to decide otherwise."""
    if records := overrule_records(published, article["article_id"]):
        paper.heading("Decided by hand")
        for record in records:
            show_overrule(paper, record, indent=2, where=where)
    commands = _commands(article)
    if commands:
        paper.heading("If you know better")
    for command in commands:
        paper.command(f"{program()} {command}{where}", indent=2)


def _passages(published: Published, article: _Row) -> list[_Row]:
    return published.screen(
        "why_passages", id=article["article_id"], other=article["nearest"] or article["copy_of"], most=_PASSAGES_SHOWN
    )


def _sharing(published: Published, article: _Row) -> list[_Row]:
    return published.screen("why_sharing", id=article["article_id"], other=article["nearest"] or article["copy_of"])


def _first_carrier(published: Published, article_id: int | None) -> _Row | None:
    """Return who carried the words first: of what an article was taken from, and that was taken from, the earliest."""
    chain: dict[int, _Row] = {}
    while article_id is not None and article_id not in chain:
        found = published.screen("why_carrier", id=article_id)
        if not found:
            break
        chain[article_id] = found[0]
        article_id = found[0]["copy_of"]
    return min(chain.values(), key=lambda one: one["dated_at"], default=None)


def _since(carrier: _Row) -> str:
    dated = "published" if carrier["dated_by"] == "published" else "undated, seen"
    seed = "a seed of the topic, " if carrier["is_seed"] else ""
    name = carrier["outlet"] or "unknown outlet"
    return f"carried first by {carrier['url']} ({name}, {seed}{dated} {day(carrier['dated_at'])})"


def _needs(article: _Row) -> str | None:
    """Return what a text that is no copy lacks to be one; None where a person decided, or nothing is near."""
    if article["compared_by"] == BY_HAND or not article["nearest"]:
        return None
    if article["decision"] == "independent":
        reuse = f"partial reuse needs {_percent(PARTIAL_REUSE)} of the words of either, or {TELLING_RUN} in a row"
        return f"why no copy: {reuse}, quotations left aside; a copy needs {_percent(EDITED_COPY)}"
    return f"why no copy: that needs {_percent(EDITED_COPY)}" if article["decision"] == "partial_reuse" else None


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _rule(rule: str | None) -> str:
    return "a person" if rule == BY_HAND else rule or "a rule whose name was not kept"


def _show_passages(paper: Paper, published: Published, article: _Row, where: str) -> None:
    shown = _passages(published, article)
    if not shown:
        return
    columns = SideBySide(paper, "here", f"there: {article['nearest_url'] or article['copy_of_url']}", indent=2)
    paper.line()
    columns.heading()
    for passage in shown:
        quoted = f", {_percent(passage['quoted'])} quoted" if passage["quoted"] else ""
        paper.line(f"{plural(passage['words'], 'word')}{quoted}", indent=2, style="good")
        columns.passage(
            Side(passage["before"], passage["passage"], passage["after"]),
            Side(passage["other_before"] or "", passage["other_passage"] or "", passage["other_after"] or ""),
        )
    if (more := shown[0]["passages"] - len(shown)) > 0:
        paper.line()
        paper.line(f"and {plural(more, 'shorter passage')}; all of them:", indent=2)
        paper.command(
            f'{program()} query "FROM passages WHERE article_id = {article["article_id"]} ORDER BY words DESC"{where}',
            indent=4,
        )


def _show_sharing(paper: Paper, published: Published, article: _Row) -> None:
    others = _sharing(published, article)
    for other in others[:_OTHERS_SHOWN]:
        quoted = ", all quoted" if other["all_quoted"] else ""
        paper.line(
            f"also in {other['url']}: {plural(other['passages'], 'passage')}, the longest"
            f" {other['longest']} words{quoted}",
            indent=2,
            style="quiet",
        )
    if more := len(others) - _OTHERS_SHOWN if len(others) > _OTHERS_SHOWN else 0:
        paper.line(f"and in {plural(more, 'other article')}", indent=2, style="quiet")


def _commands(article: _Row) -> list[str]:
    this, commands = article["article_id"], []
    if article["decision"] != "independent":
        commands.append(f"article independent {this}")
    elif article["nearest"]:
        commands.append(f"article copy-of {this} {article['nearest']}")
    if article["related_to"]:
        commands.append(f"story merge {article['related_to']} {article['story_id']}")
    if article["story_articles"] > 1:
        commands.append(f"story split {article['story_id']} {this}")
    return commands
