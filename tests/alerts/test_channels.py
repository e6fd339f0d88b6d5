from __future__ import annotations

import stat
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import pytest

from pipeline.alerts.channels import add_channel, channel_of, channels_of, name_for, remove_channel, unnamed
from pipeline.alerts.rule_names import RULE_NAMES
from pipeline.alerts.rules import CLAIM_RULES
from pipeline.errors import ConfigurationError
from pipeline.models import Severity

if TYPE_CHECKING:
    from pathlib import Path


def _written(folder: Path, text: str) -> Path:
    (folder / "channels.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_table_is_a_channel(tmp_path: Path) -> None:
    """Hours as people write them, lengths of time in words or seconds, and defaults for what is not said."""
    folder = _written(
        tmp_path,
        '[desk]\nto = "stdout"\nquiet = "22:00-07:00"\ndigest = "07:30"\ntimezone = "Europe/Berlin"\n'
        'again_after = "30m"\nwait = 90\nrules = ["denied"]\nsince = 2018-03-22T13:00:00+01:00\n'
        '[phone]\nto = "stdout"\n',
    )
    desk, phone = channels_of(folder)
    assert (desk.quiet_from, desk.quiet_until, desk.digest_at) == (time(22), time(7), time(7, 30))
    assert (desk.again_after, desk.wait, desk.rules) == (1800.0, 90.0, ("denied",))
    assert desk.since == datetime(2018, 3, 22, 12, tzinfo=UTC)
    assert (phone.least, phone.digest_at, phone.burst, phone.an_hour) == (Severity.INFO, time(8), 3, 6)


WRONG = (
    ("[desk]\nto = 5\n", r"channels.toml: \[desk\] to: "),
    (
        '[desk]\nto = "stdout"\nquiet = "at night"\n',
        r"\[desk\] quiet: “at night” are no hours; write them as 22:00-07:00",
    ),
    ('[desk]\nto = "stdout"\ndigest = "8 am"\n', r"\[desk\] digest: “8 am” is no time of day; write it as 08:00"),
    ('[desk]\nto = "stdout"\ntimezone = "Berlin"\n', r"\[desk\] timezone: “Berlin” is none that is known here"),
    ('[desk]\nto = "stdout"\ncolour = "red"\n', r"\[desk\] colour: no such key; there are to, topics"),
    ('[desk]\nto = "stdout"\nburst = 0\n', r"\[desk\] burst: "),
    ('["a b"]\nto = "stdout"\n', "“a b” is no name for a channel"),
    ('to = "stdout"\n', r"“to” stands outside a table; write \[NAME\] above"),
    ("[desk\n", "channels.toml: not valid TOML"),
)


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_mistake_is_named_with_file_table_and_key(tmp_path: Path, text: str, said: str) -> None:
    """Whoever edits the file by hand is told where to look."""
    with pytest.raises(ConfigurationError, match=said):
        channels_of(_written(tmp_path, text))


def test_a_secret_that_is_not_set_keeps_no_run_from_running(tmp_path: Path) -> None:
    """It is looked up when a message goes out."""
    (channel,) = channels_of(_written(tmp_path, '[desk]\nto = "https://x.example/${env:NO_SUCH_TOKEN}"\n'))
    assert channel.to == "https://x.example/${env:NO_SUCH_TOKEN}"


def test_what_is_added_can_be_edited_and_taken_away(tmp_path: Path) -> None:
    """For its owner's eyes only; other tables and comments stay as they are."""
    add_channel(tmp_path, "desk", {"to": "stdout", "topics": ["phones"], "least": "urgent"})
    path = tmp_path / "channels.toml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text(path.read_text() + "# mine\n\n[phone]\nto = 'stdout'  # also mine\n")
    add_channel(tmp_path, "pager", {"to": "stdout"})
    assert [channel.name for channel in channels_of(tmp_path)] == ["desk", "phone", "pager"]
    remove_channel(tmp_path, "phone")
    remove_channel(tmp_path, "desk")
    (left,) = channels_of(tmp_path)
    assert left.name == "pager"
    assert path.read_text().startswith("# Who is told")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_cannot_be_used_is_not_written(tmp_path: Path) -> None:
    """Neither an address that is none, nor a name that is taken."""
    with pytest.raises(ConfigurationError):
        add_channel(tmp_path, "desk", {"to": "nobody"})
    assert not (tmp_path / "channels.toml").exists()
    add_channel(tmp_path, "desk", {"to": "stdout"})
    with pytest.raises(ConfigurationError, match="there is a channel “desk” already"):
        add_channel(tmp_path, "desk", {"to": "stdout"})
    with pytest.raises(ConfigurationError, match=r"there is no channel “pager” in .*; there are desk"):
        channel_of(tmp_path, "pager")


def test_a_name_is_found_for_who_gives_none(tmp_path: Path) -> None:
    """After the kind of address, and another one when it is taken."""
    assert name_for(tmp_path, "https://x.example") == "webhook"
    add_channel(tmp_path, "stdout", {"to": "stdout"})
    assert name_for(tmp_path, "stdout") == "stdout2"


def test_text_in_a_channel_becomes_no_toml(tmp_path: Path) -> None:
    """Quotation marks and line breaks in an option stay in their value."""
    with pytest.raises(ConfigurationError):
        add_channel(tmp_path, "desk", {"to": 'stdout"\n[other]\nto = "stdout'})
    add_channel(tmp_path, "desk", {"to": "stdout", "topics": ['a"\n[x]\nto = "y']})
    (channel,) = channels_of(tmp_path)
    assert channel.topics == ('a"\n[x]\nto = "y',)


def test_an_address_on_the_command_line_is_a_channel_that_is_written_nowhere(tmp_path: Path) -> None:
    """It goes by its host and a part of its hash; one that channels.toml has already is told once."""
    address = "https://hooks.example/T0KEN?key=secret"
    (channel,) = channels_of(tmp_path, address)
    assert channel.to == address
    assert channel.name.startswith("https://hooks.example/… #")
    assert "T0KEN" not in channel.name
    assert channel.name == unnamed(address).name != unnamed(address + "2").name
    add_channel(tmp_path, "desk", {"to": "stdout"})
    assert [one.name for one in channels_of(tmp_path, "stdout")] == ["desk"]


def test_every_rule_can_be_asked_for() -> None:
    """A rule that nobody can name could neither be asked for nor silenced."""
    assert CLAIM_RULES.keys() <= set(RULE_NAMES)
