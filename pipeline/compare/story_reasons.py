"""Why an article is in a story and not in another, in words that a person can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.compare.bonds import DAYS_APART
from pipeline.compare.story_model import MODEL
from pipeline.text import squeeze

if TYPE_CHECKING:
    from pipeline.compare.bonds import Bond
    from pipeline.compare.passages import Run

__all__ = ["why_in", "why_not_in"]

_WORDS_SHOWN = 8


def why_in(bond: Bond) -> str:
    """Which words they share, or how alike they are, and whom both name."""
    names = ", ".join(bond.names_in_both())
    both = f"; {names} named by both" if names else ""
    if bond.long_run:
        run, other = bond.long_run
        return f"shares {_shown(bond, run)} with {other.label}{both}"
    return f"tells what {bond.nearest.label} tells (likeness {bond.probability:.2f}){both}"


def why_not_in(bond: Bond, line: float, *, discriminate: bool) -> str:
    """What it lacks for the story; `line`: log odds from which an article joins."""
    alike = f"likeness {bond.probability:.2f}"
    if bond.strength < line:
        return f"too little alike to be the same ({alike}; the line is {MODEL.probability(line):.2f})"
    if bond.apart:
        return f"alike ({alike}) but published more than {DAYS_APART.days} days apart, with no long run in common"
    if not discriminate:
        return f"alike ({alike}) but, all who tell either seen together, less than those who tell the same"
    if bond.parties.missing:
        return f"alike ({alike}) but hardly speaking of {_written(bond, bond.parties.missing)}"
    if bond.parties.strangers:
        return f"alike ({alike}) but about {_written(bond, bond.parties.strangers)}, of whom that story hardly speaks"
    return f"alike ({alike}) but with no long run of words and no name that ties it to that story alone"


def _shown(bond: Bond, run: Run) -> str:
    told = bond.wording
    shown = min(run.words, _WORDS_SHOWN)
    words = squeeze(told.text[told.starts[run.at] : told.ends[run.at + shown - 1]])
    return f"the {run.words}-word run “{words}{' …' if shown < run.words else ''}”"


def _written(bond: Bond, names: tuple[str, ...]) -> str:
    both = (bond.article, bond.nearest.traits)
    return ", ".join(next(filter(None, (one.as_written(name) for one in both)), name) for name in names)
