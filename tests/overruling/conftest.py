from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from pipeline.collect.fetch import Fetcher
from pipeline.doors import clock
from pipeline.overruling.carry_out import overrule
from pipeline.overruling.wishes import Merge, Split
from pipeline.read.workers import InlineReader
from pipeline.run import Doors, run
from pipeline.store.database import Database
from pipeline.store.ledger import Ledger
from pipeline.store.published import Published
from pipeline.topic.folder import read_topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.overruling.wishes import Wish

TOPIC = Path(__file__).parents[2] / "seeds" / "huawei-us-market"
_EVERYTHING = (
    "SELECT article_id, decision, copy_of, story_id, related_to FROM articles",
    "SELECT story_id, title, articles, claims, origins FROM stories",
    "SELECT claim_id, claim, story_id, status, origins, articles FROM claims",
    "SELECT mention_id, claim_id, origin, via, origin_basis, novelty FROM mentions",
)


class Overruled(NamedTuple):
    """A database of the five seeds, and the command line to overrule it with."""

    call: Callable[..., object]
    published: Published

    def __call__(self, *arguments: str) -> object:
        """Call the command line on this database and its topic."""
        return self.call(*arguments, "--topic", str(TOPIC))

    def article(self, digits: str) -> dict[str, object]:
        """Return the seed whose file name begins with these digits."""
        (found,) = self.published.ask(f"FROM articles WHERE url LIKE 'seed:{digits}%'").dicts()
        return found

    def everything(self) -> list[list[str]]:
        """Return what is decided of articles, stories, claims and mentions, to be compared."""
        return [sorted(map(str, self.published.ask(sql).rows)) for sql in _EVERYTHING]

    def overrule_id(self) -> str:
        """Return the number of the overrule made last."""
        ((number,),) = self.published.ask("SELECT overrule_id FROM overrules ORDER BY made_at DESC LIMIT 1").rows
        return str(number)


def _doors(directory: Path) -> Doors:
    return Doors(fetcher=Fetcher(), reader=InlineReader(), ledger=Ledger(directory), now=clock)


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database folder after one run over the five seeds."""
    directory = tmp_path_factory.mktemp("planted")
    run([read_topic(TOPIC, clock())], [], _doors(directory))
    return directory


def _after(planted: Path, directory: Path, wish: Callable[[Overruled], Wish]) -> Path:
    shutil.copytree(planted, directory, dirs_exist_ok=True)
    before = Overruled(lambda: None, Published(Database(planted).published))
    overrule([read_topic(TOPIC, clock())], _doors(directory), wish(before))
    return directory


@pytest.fixture(scope="session")
def after_merge(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after the story of 004 went into that of 000."""

    def wish(on: Overruled) -> Merge:
        return Merge(on.article("000")["story_id"], on.article("004")["story_id"], "one and the same withdrawal")

    return _after(planted, tmp_path_factory.mktemp("merged"), wish)


@pytest.fixture(scope="session")
def after_split(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after 002 and 003 were taken out of the story of 000."""

    def wish(on: Overruled) -> Split:
        return Split(on.article("000")["story_id"], [str(on.article("002")["article_id"]), on.article("003")["url"]])

    return _after(planted, tmp_path_factory.mktemp("split"), wish)


@pytest.fixture
def untouched(planted: Path) -> Overruled:
    """The seeds' database, to look at."""
    return Overruled(lambda: None, Published(Database(planted).published))


def _copied(folder: Path, tmp_path: Path, call: Callable[..., object]) -> Overruled:
    """Return a copy in ./var, where the command line looks for it."""
    shutil.copytree(folder, tmp_path / "var")
    return Overruled(call, Published(Database(tmp_path / "var").published))


@pytest.fixture
def overruled(planted: Path, tmp_path: Path, claimwatch: Callable[..., object]) -> Overruled:
    """The seeds' database, to overrule."""
    return _copied(planted, tmp_path, claimwatch)


@pytest.fixture
def merged(after_merge: Path, tmp_path: Path, claimwatch: Callable[..., object]) -> Overruled:
    """The database in which a person merged two stories."""
    return _copied(after_merge, tmp_path, claimwatch)


@pytest.fixture
def split(after_split: Path, tmp_path: Path, claimwatch: Callable[..., object]) -> Overruled:
    """The database in which a person split a story."""
    return _copied(after_split, tmp_path, claimwatch)
