from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.demo.items import examples, load_example
from pipeline.resources import DEMO

if TYPE_CHECKING:
    from pipeline.demo.items import Example

TOPICS = sorted(folder.name for folder in (DEMO / "topics").iterdir())


@pytest.fixture(scope="session", params=TOPICS)
def example(request: pytest.FixtureRequest) -> Example:
    """Each topic of the demo in turn."""
    return load_example(DEMO / "topics" / request.param)


@pytest.fixture(scope="session")
def huawei() -> Example:
    """The topic whose seeds are real."""
    return next(example for example in examples() if example.topic == "huawei-us-market")


@pytest.fixture(scope="session")
def ferries() -> Example:
    """The topic in which nothing is real."""
    return next(example for example in examples() if example.topic == "ellery-sound-ferries")
