"""The commands of stories and claims, and of what a person decides otherwise than the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.defaults import GroupWithDefault
from pipeline.cli.options import again, json_option, published_in, settings_of_stored, where
from pipeline.screen.streams import print_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.overruling.wishes import Wish

__all__ = ["article", "claim", "overrules", "story"]

_note = click.option("--note", metavar="TEXT", help="Why; it is kept with the overrule.")


@click.group(cls=GroupWithDefault, subcommand_metavar="ID | COMMAND [ARGS]...")
def story() -> None:
    """Show a story (claimwatch story ID), or decide otherwise than the rules which articles are one."""


@story.command("show")
@where
@json_option
@click.argument("story_id", metavar="ID", type=int)
def story_show(topics: Sequence[Path], db: Path | None, story_id: int, *, as_json: bool) -> None:
    """Show a story: on whose word, which claims, which articles."""
    from pipeline.screen.paper import Paper
    from pipeline.screen.stories import show_story, story_record

    published = published_in(db)
    if as_json:
        print_json([story_record(published, story_id)])
    else:
        show_story(Paper(), published, story_id)


@story.command("merge")
@where
@_note
@click.argument("story_id", metavar="STORY", type=int)
@click.argument("other_id", metavar="OTHER", type=int)
def story_merge(topics: Sequence[Path], db: Path | None, story_id: int, other_id: int, note: str | None) -> None:
    """Let OTHER go into STORY: its articles belong there, those to come too."""
    from pipeline.overruling.wishes import Merge

    _do(topics, db, Merge(story_id, other_id, note))


@story.command("split")
@where
@_note
@click.argument("story_id", metavar="STORY", type=int)
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
def story_split(
    topics: Sequence[Path], db: Path | None, story_id: int, articles: Sequence[str], note: str | None
) -> None:
    """Take articles (numbers or addresses) out of STORY: they become a story of their own."""
    from pipeline.overruling.wishes import Split

    _do(topics, db, Split(story_id, articles, note))


@click.group(cls=GroupWithDefault, subcommand_metavar="ID | COMMAND [ARGS]...")
def claim() -> None:
    """Show a claim (claimwatch claim ID), or decide otherwise than the rules which mentions make it."""


@claim.command("show")
@where
@json_option
@click.argument("claim_id", metavar="ID", type=int)
def claim_show(topics: Sequence[Path], db: Path | None, claim_id: int, *, as_json: bool) -> None:
    """Show a claim: every mention with its evidence, what contradicts it, its steps."""
    from pipeline.screen.claims import claim_record, show_claim
    from pipeline.screen.paper import Paper

    published = published_in(db)
    if as_json:
        print_json([claim_record(published, claim_id)])
    else:
        show_claim(Paper(), published, claim_id)


@claim.command("merge")
@where
@_note
@click.argument("claim_id", metavar="CLAIM", type=int)
@click.argument("other_id", metavar="OTHER", type=int)
def claim_merge(topics: Sequence[Path], db: Path | None, claim_id: int, other_id: int, note: str | None) -> None:
    """Let CLAIM and OTHER be one: the one made first goes on, whichever is named first, with the mentions of both."""
    from pipeline.overruling.claims import SameClaim

    _do(topics, db, SameClaim(claim_id, other_id, note))


@claim.command("split")
@where
@_note
@click.argument("claim_id", metavar="CLAIM", type=int)
@click.argument("mentions", metavar="MENTION...", nargs=-1, required=True, type=int)
def claim_split(
    topics: Sequence[Path], db: Path | None, claim_id: int, mentions: Sequence[int], note: str | None
) -> None:
    """Take mentions (numbers as claimwatch claim ID --json shows them) out of CLAIM, and all in the same words."""
    from pipeline.overruling.claims import TakenOut

    _do(topics, db, TakenOut(claim_id, mentions, note))


@click.group()
def article() -> None:
    """Decide otherwise than the rules whether an article is a copy, and of what."""


@article.command("independent")
@where
@_note
@click.argument("this", metavar="ARTICLE")
def article_independent(topics: Sequence[Path], db: Path | None, this: str, note: str | None) -> None:
    """Let ARTICLE (number or address) be a copy of nothing."""
    from pipeline.overruling.wishes import Independent

    _do(topics, db, Independent(this, note))


@article.command("copy-of")
@where
@_note
@click.argument("this", metavar="ARTICLE")
@click.argument("other", metavar="OTHER")
def article_copy_of(topics: Sequence[Path], db: Path | None, this: str, other: str, note: str | None) -> None:
    """Let ARTICLE be a copy of OTHER (numbers or addresses), and so belong to its story."""
    from pipeline.overruling.wishes import CopyOf

    _do(topics, db, CopyOf(this, other, note))


@click.group(cls=GroupWithDefault, subcommand_metavar="[COMMAND [ARGS]...]")
def overrules() -> None:
    """List what a person decided otherwise (claimwatch overrules), or undo it."""


@overrules.command("list")
@where
@json_option
def overrules_list(topics: Sequence[Path], db: Path | None, *, as_json: bool) -> None:
    """List the overrules, the newest first, those that were undone too."""
    from pipeline.screen.overrules import overrule_records, show_overrules
    from pipeline.screen.paper import Paper

    records = overrule_records(published_in(db))
    if as_json:
        print_json(records)
    elif records:
        show_overrules(Paper(), records, again(topics, db))
    else:
        click.echo("nobody decided anything otherwise than the rules", err=True)


@overrules.command("undo")
@where
@click.argument("overrule_id", metavar="ID", type=int)
def overrules_undo(topics: Sequence[Path], db: Path | None, overrule_id: int) -> None:
    """Undo an overrule: its articles go back to where the rules and the other overrules put them."""
    from pipeline.overruling.wishes import Undo

    _do(topics, db, Undo(overrule_id))


def _do(topics: Sequence[Path], db: Path | None, wish: Wish) -> None:
    from pipeline.doors import clock, open_doors, topics_and_feeds
    from pipeline.overruling.carry_out import overrule
    from pipeline.screen.bars import bars
    from pipeline.screen.overrules import show_effect
    from pipeline.screen.paper import Paper

    settings = settings_of_stored(topics, db)
    found, _ = topics_and_feeds(settings, clock())
    with bars() as progress, open_doors(settings, progress=progress) as doors:
        effect = overrule(found, doors, wish)
    show_effect(Paper(), published_in(db), effect, again(topics, db))
