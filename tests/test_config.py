from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline.config import Settings
from pipeline.errors import SettingsError


def test_pages_are_kept_for_a_quarter_and_feeds_for_a_week_unless_told() -> None:
    """Pages cannot be had again; a feed's bytes are of use while one looks into what went wrong."""
    settings = Settings.of(environment={})
    assert (settings.keep_pages, settings.keep_feeds) == (timedelta(days=90), timedelta(days=7))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("30d", timedelta(days=30)),
        ("12h", timedelta(hours=12)),
        (" 2W ", timedelta(weeks=2)),
        ("0", timedelta(0)),
        ("0d", timedelta(0)),
        ("forever", None),
        ("Forever", None),
        ("", timedelta(days=90)),
    ],
)
def test_the_environment_says_for_how_long(written: str, kept: timedelta | None) -> None:
    """In the units that --since knows, nothing at all, or for ever."""
    assert Settings.of(environment={"CLAIMWATCH_KEEP_PAGES": written}).keep_pages == kept


@pytest.mark.parametrize("written", ["-1d", "90", "long", "1.5d", "999999w", "90 days"])
def test_nonsense_is_told_by_name_with_what_can_be_written(written: str) -> None:
    """A misspelt time must neither throw pages away nor fill the disk."""
    with pytest.raises(SettingsError, match=f"CLAIMWATCH_KEEP_FEEDS: “{written}” .* write 90d, 12h") as caught:
        Settings.of(environment={"CLAIMWATCH_KEEP_FEEDS": written})
    assert caught.value.exit_code == 4
