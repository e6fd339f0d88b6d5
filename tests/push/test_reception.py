"""What a receiver is told: refused in words that name the variable or option, and never say the token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.errors import SettingsError
from pipeline.push.settings import reception_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

TOKEN = "0123456789abcdef"  # noqa: S105 - of nothing


def test_a_token_comes_from_the_environment_or_a_file(tmp_path: Path) -> None:
    """White space around it is none of it, and printing the reception does not print it."""
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", encoding="utf-8")
    for environment in ({"CLAIMWATCH_INGEST_TOKEN": f" {TOKEN} "}, {"CLAIMWATCH_INGEST_TOKEN_FILE": str(file)}):
        reception = reception_of("127.0.0.1", 8124, "https://news.example.org/push/", environment)
        assert reception.token.get_secret_value() == TOKEN
        assert reception.public_url == "https://news.example.org/push"
        assert TOKEN not in repr(reception)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "nobody may push yet: set CLAIMWATCH_INGEST_TOKEN"),
        ({"CLAIMWATCH_INGEST_TOKEN": " "}, "nobody may push yet"),
        ({"CLAIMWATCH_INGEST_TOKEN": "short-secret"}, "shorter than 16 characters"),
        ({"CLAIMWATCH_INGEST_TOKEN": "secret secret secret"}, "one word"),
        ({"CLAIMWATCH_INGEST_TOKEN": "secret-ä-secret-ä-secret"}, "one word"),
        ({"CLAIMWATCH_INGEST_TOKEN": TOKEN, "CLAIMWATCH_INGEST_TOKEN_FILE": "x"}, "both set"),
        ({"CLAIMWATCH_INGEST_TOKEN_FILE": "/nowhere/token"}, "cannot be read"),
    ],
)
def test_without_a_good_token_nothing_is_started(environment: dict[str, str], words: str) -> None:
    """The sentence tells how to make one."""
    with pytest.raises(SettingsError, match=words) as refused:
        reception_of("127.0.0.1", 8124, None, environment)
    assert "secret" not in str(refused.value)
    assert TOKEN not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    ["n.example", "ftp://n.example", "https://", "https://u:p@n.example", "https://n.example/?x=1", "https://n ."],
)
def test_a_public_address_is_host_and_path(url: str) -> None:
    """Hubs are told nothing else."""
    with pytest.raises(SettingsError, match="--public-url"):
        reception_of("127.0.0.1", 8124, url, {"CLAIMWATCH_INGEST_TOKEN": TOKEN})


def test_the_command_says_what_is_missing(
    claimwatch: Callable[..., Outcome], topic_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a token, and at an address where it cannot listen: exit code 4 and one line."""
    topic = str(topic_folder())
    monkeypatch.delenv("CLAIMWATCH_INGEST_TOKEN", raising=False)
    assert claimwatch("receive", "--topic", topic).code == 4
    monkeypatch.setenv("CLAIMWATCH_INGEST_TOKEN", TOKEN)
    refused = claimwatch("receive", "--topic", topic, "--host", "192.0.2.1", "--port", "0")
    assert refused.code == 4
    assert "cannot listen at 192.0.2.1:0" in refused.err
    assert refused.err.count("\n") == 1
