"""Where two extractors differ: how often, in what, and then each difference in its article."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.claims.comparing import agreement
from pipeline.screen.claim_words import commitment, interval
from pipeline.screen.paper import day, plural, program
from pipeline.two_readings import STORED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pipeline.claims.comparing import Pair
    from pipeline.models import Receipt, Statement
    from pipeline.screen.paper import Paper
    from pipeline.two_readings import Compared, ReadTwice, Side, StoredText

__all__ = ["comparison_records", "show_comparison"]

_LABELS = 14
_Row = dict[str, Any]
_IN_WORDS: Mapping[str, Callable[[Statement], str | None]] = {
    "polarity": lambda said: "+ it is so" if said.polarity == "+" else "- it is not so",
    "factuality": lambda said: f"{said.factuality:+g} {commitment(said.factuality)}",
    "time": lambda said: f"{said.time.text}: {interval(said.time.earliest, said.time.latest)}" if said.time else None,
}
"""Fields whose value says more in words."""


def comparison_records(compared: Compared) -> Iterator[_Row]:
    """Yield the comparison as a whole, then each statement of each article, agreed or not, then what was left out."""
    pairs = [pair for article in compared.articles for pair in article.pairs]
    yield {
        "what": "comparison",
        "articles": len(compared.articles),
        "one": _side_record(compared.one, pairs, "only_one"),
        "other": _side_record(compared.other, pairs, "only_other"),
        "agreed": _count(pairs, "agreed"),
        "to_the_letter": sum(pair.to_the_letter for pair in pairs),
        "differ": _count(pairs, "differ"),
        "left_out": len(compared.left_out),
        "agreement": {found.field: {"same": found.same, "of": found.of} for found in agreement(pairs)},
    }
    for article in compared.articles:
        for pair in article.pairs:
            yield {
                "what": pair.sameness,
                **_article_record(article.text),
                "fields": list(pair.fields),
                "one": pair.one and pair.one.model_dump(mode="json"),
                "other": pair.other and pair.other.model_dump(mode="json"),
            }
    for text, why in compared.left_out:
        yield {"what": "left_out", **_article_record(text), "reason": why}


def _side_record(side: Side, pairs: Sequence[Pair], alone: str) -> _Row:
    return {
        "name": side.name,
        "stamp": side.stamp,
        "found_by": dict(side.found_by),
        "claims": side.found_by.total(),
        "alone": _count(pairs, alone),
        "took": _took(side.receipts),
    }


def _article_record(text: StoredText) -> _Row:
    return {"article_id": text.article_id, "revision": text.revision, "url": text.url, "title": text.title}


def show_comparison(paper: Paper, compared: Compared, limit: int, command: str) -> None:
    """
    Write how far two readings agree, and the `limit` most telling differences, article by article.

    `command` made the comparison; it is named where more is to be seen.
    """
    pairs = [pair for article in compared.articles for pair in article.pairs]
    dates = [article.text.dated_at for article in compared.articles]
    paper.line(f"{compared.one.name} and {compared.other.name} on {_articles(dates)}", style="strong")
    if STORED in {compared.one.name, compared.other.name}:
        paper.line("without copies and teasers: of those only what was known before is on record", style="quiet")
    paper.line()
    _show_totals(paper, compared, pairs)
    _show_agreement(paper, pairs)
    _show_left_out(paper, compared)
    _show_differences(paper, compared, limit, command)


def _articles(dates: Sequence[Any]) -> str:
    if not dates:
        return "no article"
    span = f" of {min(dates):%Y-%m-%d}" + (
        f" to {max(dates):%Y-%m-%d}" if f"{min(dates):%F}" != f"{max(dates):%F}" else ""
    )
    return plural(len(dates), "article") + span


def _show_totals(paper: Paper, compared: Compared, pairs: Sequence[Pair]) -> None:
    one, other = compared.one, compared.other
    agreed, letter = _count(pairs, "agreed"), sum(pair.to_the_letter for pair in pairs)
    both = f"{agreed}, {'all' if letter == agreed else letter} to the letter" if agreed else "0"
    rows = [
        ("found by", _finders(one), _finders(other)),
        ("claims", one.found_by.total(), other.found_by.total()),
        ("agreed", both, both),
        ("differ", _count(pairs, "differ"), _count(pairs, "differ")),
        ("alone", _count(pairs, "only_one"), _count(pairs, "only_other")),
    ]
    if one.receipts or other.receipts:
        rows.append(("took", _took_in_words(one.receipts), _took_in_words(other.receipts)))
    paper.table(("", one.name, other.name), rows)


def _show_agreement(paper: Paper, pairs: Sequence[Pair]) -> None:
    rows = [(found.field, f"{100 * found.same / found.of:.1f} %", found.of) for found in agreement(pairs) if found.of]
    if rows:
        paper.line()
        paper.table(("of claims that both have", "the same", "of"), rows)


def _show_left_out(paper: Paper, compared: Compared) -> None:
    if not compared.left_out:
        return
    paper.heading(f"Left out: {plural(len(compared.left_out), 'article')}")
    for why, count in Counter(why for _, why in compared.left_out).most_common():
        paper.line(f"{plural(count, 'article')}: {why}", indent=2, style="warn")


def _show_differences(paper: Paper, compared: Compared, limit: int, command: str) -> None:
    articles = sorted(compared.articles, key=_most_telling, reverse=True)
    found = [(article.text, pair) for article in articles for pair in article.pairs if pair.telling]
    if not found:
        paper.line()
        paper.line("no difference" if compared.articles else "nothing to compare", style="good")
        return
    shown = sorted(found, key=lambda one: one[1].telling, reverse=True)[:limit]
    chosen = {id(pair) for _, pair in shown}
    paper.heading(f"Differences: {_of(len(shown), len(found))}, the most telling first")
    names = compared.one.name, compared.other.name
    for text, group in groupby((one for one in found if id(one[1]) in chosen), key=lambda one: one[0]):
        _show_article(paper, text, [pair for _, pair in group], names)
    if len(found) > len(shown):
        paper.line()
        paper.line(f"and {len(found) - len(shown)} more; all of them:", style="quiet")
        paper.command(f"{program()} {command} --limit {len(found)}", indent=2)


def _show_article(paper: Paper, text: StoredText, pairs: Sequence[Pair], names: tuple[str, str]) -> None:
    paper.line()
    paper.line(text.title or text.url, style="strong")
    published = day(text.published_at) if text.published_at else "undated"
    paper.line(f"{text.outlet or 'unknown outlet'} · {published} · article {text.article_id}", style="quiet")
    if text.title:
        paper.line(text.url, style="quiet")
    for evidence, group in groupby(pairs, key=_evidence):
        paper.line()
        paper.quote(evidence, indent=2)
        for pair in group:
            _show_pair(paper, pair, names)


def _show_pair(paper: Paper, pair: Pair, names: tuple[str, str]) -> None:
    if pair.one is None or pair.other is None:
        found = pair.one or pair.other
        if found is not None:
            paper.entry(f"only {names[pair.one is None]}", found.claim, indent=4, wide=_LABELS)
            paper.entry("", _in_short(found), indent=4, wide=_LABELS)
        return
    reworded = pair.one.claim != pair.other.claim
    if not reworded:
        paper.entry("claim", pair.one.claim, indent=4, wide=_LABELS)
    wide = _LABELS + max(map(len, names)) + 2
    for field in ("claim", *pair.fields) if reworded else pair.fields:
        paper.entry(f"{field:<{_LABELS}}{names[0]}", _value(pair.one, field), indent=4, wide=wide)
        paper.entry(f"{'':<{_LABELS}}{names[1]}", _value(pair.other, field), indent=4, wide=wide)


def _in_short(said: Statement) -> str:
    word = f"word of {said.speaker}" if said.speaker else "in its own voice"
    return f"{said.mode}, {said.certainty} · {word} · {said.event_type}"


def _value(said: Statement, field: str) -> str:
    value = _IN_WORDS[field](said) if field in _IN_WORDS else getattr(said, field)
    return "nothing" if value is None else str(value)


def _evidence(pair: Pair) -> str:
    found = pair.one or pair.other
    return found.evidence if found else ""


def _most_telling(article: ReadTwice) -> int:
    return max((pair.telling for pair in article.pairs), default=0)


def _count(pairs: Iterable[Pair], sameness: str) -> int:
    return sum(pair.sameness == sameness for pair in pairs)


def _of(shown: int, found: int) -> str:
    return f"{found}" if shown == found else f"{shown} of {found}"


def _finders(side: Side) -> str:
    found = side.found_by
    if len(found) < 2:
        return next(iter(found), side.stamp or "nothing is stored")
    return ", ".join(f"{stamp}: {count}" for stamp, count in found.most_common())


def _took(receipts: Sequence[Receipt]) -> _Row | None:
    """Return what an extractor took, all articles together; None where it is not worth knowing."""
    if not receipts:
        return None
    costs = [receipt.cost for receipt in receipts if receipt.cost is not None]
    return {
        "seconds": round(sum(receipt.seconds for receipt in receipts), 3),
        "requests": sum(receipt.requests for receipt in receipts),
        "input_tokens": sum(receipt.input_tokens for receipt in receipts),
        "output_tokens": sum(receipt.output_tokens for receipt in receipts),
        "cost": sum(costs) if costs else None,
        "cached": sum(receipt.cached for receipt in receipts),
        "problems": sum(receipt.problem is not None for receipt in receipts),
    }


def _took_in_words(receipts: Sequence[Receipt]) -> str:
    took = _took(receipts)
    if took is None:
        return "nothing"
    parts = [
        f"{took['seconds']:.1f} s",
        plural(took["requests"], "request"),
        f"{took['input_tokens']:,} + {took['output_tokens']:,} tokens",
        f"cost {took['cost']:.4g}" if took["cost"] is not None else "",
        f"{took['cached']} from the cache" if took["cached"] else "",
        f"{took['problems']} with problems" if took["problems"] else "",
    ]
    return ", ".join(filter(None, parts))
