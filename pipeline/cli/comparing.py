"""The command that holds two extractors against each other."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import PARTLY, again, json_option, published_in, settings_of, where
from pipeline.errors import UsageError
from pipeline.screen.streams import print_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.two_readings import Choice

__all__ = ["compare"]

_LAST = 50


@click.command()
@where
@json_option
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--last", type=click.IntRange(1), metavar="N", help=f"The newest N articles. Default: {_LAST}.")
@click.option("--since", metavar="WHEN", help="All articles seen since: 1d, 12h, 2018-03-22 …")
@click.option("--article", "names", multiple=True, metavar="ID|URL", help="This article; may be repeated.")
@click.option(
    "--limit", type=click.IntRange(0), default=20, show_default=True, metavar="N",
    help="How many differences are shown, the most telling first.",
)  # fmt: skip
def compare(
    topics: Sequence[Path],
    db: Path | None,
    one: str,
    other: str,
    last: int | None,
    since: str | None,
    names: Sequence[str],
    limit: int,
    *,
    as_json: bool,
) -> int:
    """
    See where two extractors differ on stored articles.

    A and B are rules, llm, or stored: what the database holds. So “stored rules” shows what
    claimwatch reprocess --from claims would find otherwise. Nothing is changed. An article is left out where the
    words of its topic are not at hand, or the rules had to stand in: exit code 3.
    """
    from pipeline.doors import known_topics
    from pipeline.screen.bars import bars
    from pipeline.screen.paper import Paper
    from pipeline.screen.two_readings import comparison_records, show_comparison
    from pipeline.two_readings import STORED, read_twice, reader_of, texts, with_their_words

    if one == other:
        raise UsageError(f"{one} and {other} are the same; name two, like: claims compare {STORED} rules")
    choice = _choice(topics, last, since, names)
    settings, published = settings_of(topics, db), published_in(db)
    known = known_topics(settings)
    readers = [reader_of(name, settings, published, known) for name in (one, other)]
    found, left_out = with_their_words(texts(published, choice, heard_out=STORED in {one, other}), known)
    with bars() as progress:
        compared = read_twice(found, readers[0], readers[1], progress, left_out)
    if as_json:
        print_json(comparison_records(compared))
    else:
        chosen = (("--last", last), ("--since", since), *(("--article", name) for name in names))
        same = "".join(f" {option} {shlex.quote(str(value))}" for option, value in chosen if value)
        show_comparison(Paper(), compared, limit, f"claims compare {one} {other}{again(topics, db)}{same}")
    return PARTLY if compared.left_out else 0


def _choice(topics: Sequence[Path], last: int | None, since: str | None, names: Sequence[str]) -> Choice:
    """Return which articles are meant; raises UsageError where that is said twice."""
    from pipeline.doors import clock
    from pipeline.since import moment
    from pipeline.topic.folder import known_folder
    from pipeline.two_readings import Choice

    if names and (last or since):
        raise UsageError("--article names the articles; leave out --last and --since")
    return Choice(
        names=tuple(names),
        topics=tuple(known_folder(folder).resolve().name for folder in topics),
        since=moment(since, clock()) if since else None,
        most=last or (None if names or since else _LAST),
    )
