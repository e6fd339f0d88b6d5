from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from pipeline.collect.fetch import Fetcher
from pipeline.read.workers import InlineReader
from pipeline.run import Doors, run
from pipeline.store.database import Database
from pipeline.store.ledger import Ledger
from pipeline.store.published import Published
from pipeline.topic.folder import read_topic

if TYPE_CHECKING:
    from collections.abc import Callable

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


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database folder after one run over the five seeds; to be copied by whoever wants to change it."""
    directory = tmp_path_factory.mktemp("planted")
    began = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
    moments = (began + timedelta(seconds=second) for second in range(1_000))
    doors = Doors(fetcher=Fetcher(), reader=InlineReader(), ledger=Ledger(directory), now=lambda: next(moments))
    run([read_topic(TOPIC, began)], [], doors)
    return directory


@pytest.fixture
def overruled(planted: Path, tmp_path: Path, claimwatch: Callable[..., object]) -> Overruled:
    """A copy of the seeds' database in ./var, where the command line looks for it."""
    shutil.copytree(planted, tmp_path / "var")
    return Overruled(claimwatch, Published(Database(tmp_path / "var").published))
