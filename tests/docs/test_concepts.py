from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.models import Certainty, Decision, Mode, Novelty, OriginBasis, SpeakerKind, Status

if TYPE_CHECKING:
    from enum import StrEnum

PAGE = (Path(__file__).parents[2] / "docs" / "concepts.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [Certainty, Decision, Mode, Novelty, OriginBasis, SpeakerKind, Status])
def test_every_word_that_a_column_can_hold_is_explained(words: type[StrEnum]) -> None:
    """An analyst who meets a value finds it on the page."""
    assert [word.value for word in words if f"`{word.value}`" not in PAGE] == []
