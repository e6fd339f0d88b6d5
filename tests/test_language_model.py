from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.config import Settings
from pipeline.errors import SettingsError
from pipeline.language_model import Price, language_model_of

if TYPE_CHECKING:
    from pathlib import Path

LOCAL = {"CLAIMWATCH_LLM_URL": "http://127.0.0.1:11434/v1/", "CLAIMWATCH_LLM_MODEL": " qwen3:8b "}


def test_without_a_word_the_rules_are_meant_and_nobody_is_asked() -> None:
    """Neither an extra nor an address is needed."""
    settings = Settings.of(environment={})
    assert (settings.extractor, settings.llm) == ("rules", None)


def test_a_model_is_an_address_and_a_name() -> None:
    """A local one needs no key, and no leave to be asked: the user wrote its address."""
    settings = Settings.of(environment=LOCAL | {"CLAIMWATCH_EXTRACTOR": "LLM", "CLAIMWATCH_LLM_PRICE": "0.15 / 0.60"})
    assert settings.extractor == "llm"
    assert settings.llm is not None
    assert (settings.llm.url, settings.llm.name) == ("http://127.0.0.1:11434/v1", "qwen3:8b")
    assert settings.llm.secret() is None
    assert settings.llm.price == Price(0.15, 0.60)
    assert settings.llm.price.of(2_000_000, 1_000_000) == pytest.approx(0.90)


def test_the_key_is_never_shown(tmp_path: Path) -> None:
    """Whether it stands in the environment or in a file."""
    file = tmp_path / "key"
    file.write_text("sk-in-a-file\n")
    for variable, written in (("KEY", "sk-in-the-open"), ("KEY_FILE", str(file))):
        settings = Settings.of(environment=LOCAL | {f"CLAIMWATCH_LLM_{variable}": written})
        assert settings.llm is not None
        secret = settings.llm.secret()
        assert secret is not None
        assert secret.get_secret_value() in {"sk-in-the-open", "sk-in-a-file"}
        for shown in (repr(settings), str(settings), settings.model_dump_json(), repr(secret)):
            assert "sk-in" not in shown


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"CLAIMWATCH_EXTRACTOR": "gpt"}, "CLAIMWATCH_EXTRACTOR: “gpt” is no extractor; write rules or llm"),
        ({"CLAIMWATCH_LLM_MODEL": ""}, "CLAIMWATCH_LLM_MODEL is missing"),
        ({"CLAIMWATCH_LLM_URL": ""}, "CLAIMWATCH_LLM_URL is missing: .* write http://127"),
        ({"CLAIMWATCH_LLM_URL": "localhost:11434"}, "CLAIMWATCH_LLM_URL is no http or https address; write https://"),
        ({"CLAIMWATCH_LLM_URL": "file:///etc/passwd"}, "CLAIMWATCH_LLM_URL is no http"),
        ({"CLAIMWATCH_LLM_URL": "http://[::1"}, "CLAIMWATCH_LLM_URL is no http"),
        ({"CLAIMWATCH_LLM_URL": "http://h:99999/v1"}, "CLAIMWATCH_LLM_URL is no http"),
        (
            {"CLAIMWATCH_LLM_URL": "https://me:sk-in@h.example/v1"},
            "says more than host and path; .*CLAIMWATCH_LLM_KEY$",
        ),
        ({"CLAIMWATCH_LLM_URL": "https://h.example/v1?key=sk-in"}, "says more than host and path"),
        ({"CLAIMWATCH_LLM_MODEL": "a\nb"}, "CLAIMWATCH_LLM_MODEL is no name of a model"),
        ({"CLAIMWATCH_LLM_KEY": "sk-in two"}, "CLAIMWATCH_LLM_KEY holds no key"),
        ({"CLAIMWATCH_LLM_KEY": "sk-in", "CLAIMWATCH_LLM_KEY_FILE": "key"}, "both set; leave one of them out"),
        ({"CLAIMWATCH_LLM_PRICE": "cheap"}, "CLAIMWATCH_LLM_PRICE: “cheap” is no price; write 0.15/0.60"),
        ({"CLAIMWATCH_LLM_PRICE": "-1/2"}, "CLAIMWATCH_LLM_PRICE: “-1/2” is no price"),
    ],
)
def test_what_cannot_be_meant_is_told_by_name(written: dict[str, str], told: str) -> None:
    """With what can be written instead, and without what may be a secret."""
    with pytest.raises(SettingsError, match=told) as caught:
        Settings.of(environment=LOCAL | written)
    assert caught.value.exit_code == 4
    assert "sk-in" not in str(caught.value)


@pytest.mark.parametrize("kept", [None, b"", b"two words", b"\xff\xfe"])
def test_a_key_file_without_a_key_is_told(tmp_path: Path, kept: bytes | None) -> None:
    """Missing, empty, or something else; what stands in it is not shown."""
    file = tmp_path / "key"
    if kept is not None:
        file.write_bytes(kept)
    model = language_model_of(LOCAL | {"CLAIMWATCH_LLM_KEY_FILE": str(file)})
    assert model is not None
    with pytest.raises(SettingsError, match="CLAIMWATCH_LLM_KEY_FILE") as caught:
        model.secret()
    assert "two words" not in str(caught.value)
