"""A whole run with a language model as extractor, and the commands that name one."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.claims.llm.own_loop import in_own_loop
from pipeline.claims.rules import RULES
from pipeline.config import Settings
from pipeline.doors import clock, extractor_of, open_doors, topics_and_feeds
from pipeline.errors import SettingsError, UsageError
from pipeline.language_model import LanguageModel
from pipeline.run import run
from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import ModelServer, Outcome


def _says_the_longest_sentence(server: ModelServer) -> None:
    """Let the server answer with the longest sentence of the text as a claim in the author's own voice."""

    def scene(handler: Any, body: dict[str, Any]) -> None:
        text = body["messages"][1]["content"].partition(" BEGINS\n")[2].rpartition("ARTICLE ")[0]
        sentence = max((part for line in text.splitlines() for part in line.split(". ")), key=len)
        server.answers({"claim": sentence[:500], "evidence": sentence})
        server.script.pop()(handler, body)

    server.script.append(scene)


def test_a_run_writes_the_models_rows_and_what_they_took(
    server: ModelServer, model: LanguageModel, tmp_path: Path, topic_folder: Callable[..., Path]
) -> None:
    """Five seeds, five questions; mentions carry the model's stamp, and a second run asks nothing."""
    _says_the_longest_sentence(server)
    settings = Settings(db=tmp_path / "var", topics=(topic_folder(),), extractor="llm", llm=model)
    topics, feeds = topics_and_feeds(settings, clock())
    for _ in range(2):
        with open_doors(settings) as doors:
            stamp = doors.extractor.stamp
            run(topics, feeds, doors)
    published = Published(Database(settings.db).published)
    took = published.ask("SELECT extractor, requests, input_tokens, cost > 0, problem FROM extractions").rows
    assert took == [(stamp, 1, 1000, True, None)] * 5
    assert published.ask("SELECT DISTINCT extractor FROM ledger.mentions").rows == [(stamp,)]
    assert len(server.asked) == 5
    assert len(list((settings.db / "llm").rglob("*.json"))) == 5


def test_a_run_goes_on_without_its_model(
    server: ModelServer, model: LanguageModel, tmp_path: Path, topic_folder: Callable[..., Path]
) -> None:
    """The rules' rows under the rules' stamp, and a row that says why."""
    server.sends(401, b"{}")
    settings = Settings(db=tmp_path / "var", topics=(topic_folder(),), extractor="llm", llm=model)
    topics, feeds = topics_and_feeds(settings, clock())
    with open_doors(settings) as doors:
        report = run(topics, feeds, doors)
    assert report.asked == report.stood_in.total() == 5
    published = Published(Database(settings.db).published)
    assert published.ask("SELECT DISTINCT extractor FROM ledger.mentions").rows == [(RULES.stamp,)]
    rows = published.ask("SELECT stood_in, problem FROM extractions").rows
    assert [stood_in for stood_in, _ in rows] == [True] * 5
    assert any("HTTP 401" in str(problem) for _, problem in rows)


def test_the_batch_command_asks_whom_it_is_told_to(
    server: ModelServer,
    claimwatch: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
    closes: dict[str, Any],
    key: str,
) -> None:
    """--extractor goes before the environment; a problem is told on its line, the key nowhere."""
    monkeypatch.setenv("CLAIMWATCH_EXTRACTOR", "llm")
    monkeypatch.setenv("CLAIMWATCH_LLM_URL", server.url)
    monkeypatch.setenv("CLAIMWATCH_LLM_MODEL", "qwen3:8b")
    monkeypatch.setenv("CLAIMWATCH_LLM_KEY", key)
    server.answers(closes)
    server.sends(401, key.encode())
    lines = [json.dumps({"id": number, "text": closes["evidence"] * number}).encode() for number in (1, 2)]
    asked = claimwatch("claims", "--jsonl", stdin=b"\n".join(lines))
    first, second = map(json.loads, asked.out.splitlines())
    assert first["claims"][0]["claim"] == closes["claim"]
    assert "problem" not in first
    assert "HTTP 401" in second["problem"]
    assert key not in asked.out + asked.err
    ruled = claimwatch("claims", "--jsonl", "--extractor", "rules", stdin=lines[0])
    assert (ruled.code, len(server.asked)) == (0, 2)
    assert "problem" not in ruled.out
    unknown = claimwatch("claims", "--jsonl", "--extractor", "oracle", stdin=lines[0])
    assert (unknown.code, unknown.out) == (2, "")
    assert "“oracle” is no extractor; there are rules and llm" in unknown.err


def test_without_a_model_in_the_settings_it_is_told_what_to_set() -> None:
    """Both variables, with an example."""
    with pytest.raises(
        SettingsError, match=r"CLAIMWATCH_LLM_URL .* http://127\.0\.0\.1:11434/v1.* CLAIMWATCH_LLM_MODEL"
    ):
        extractor_of(Settings(extractor="llm"))
    assert extractor_of(Settings(extractor="llm"), "rules") is RULES
    with pytest.raises(UsageError):
        extractor_of(Settings(), "oracle")


@pytest.mark.parametrize("missing", ["pydantic_ai", "openai", "httpx2"])
def test_without_the_extra_it_is_told_what_to_install(
    missing: str, model: LanguageModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any of its packages may be missing; the rules work without."""
    monkeypatch.setitem(sys.modules, missing, None)
    for name in [name for name in sys.modules if name.startswith("pipeline.claims.llm")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(SettingsError, match=r'\.venv/bin/pip install -e "\.\[llm\]"'):
        extractor_of(Settings(llm=model), "llm")
    assert extractor_of(Settings(llm=model)) is RULES


def test_a_key_file_that_is_missing_is_told_before_anything_is_asked(model: LanguageModel, tmp_path: Path) -> None:
    """Not article by article."""
    lost = LanguageModel(url=model.url, name=model.name, key_file=tmp_path / "key")
    with pytest.raises(SettingsError, match=r"CLAIMWATCH_LLM_KEY_FILE: .* cannot be read"):
        extractor_of(Settings(llm=lost), "llm")


def test_whoever_is_interrupted_ends_what_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while a model thinks: the question is given up, and nothing of it runs on."""
    begun, ended = threading.Event(), threading.Event()

    async def think() -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    join = threading.Thread.join

    def interrupted(thread: threading.Thread, timeout: float | None = None) -> None:
        if thread.name == "asking" and not ended.is_set() and begun.wait(10) and not interruptions:
            interruptions.append(True)
            raise KeyboardInterrupt
        join(thread, timeout)

    interruptions: list[bool] = []
    monkeypatch.setattr(threading.Thread, "join", interrupted)
    with pytest.raises(KeyboardInterrupt):
        in_own_loop(think)
    assert ended.is_set()


async def _seven() -> int:
    return 7


def test_work_can_be_waited_for_from_inside_another_loop() -> None:
    """A flow may be asynchronous itself."""

    async def outer() -> int:
        return in_own_loop(_seven)

    assert asyncio.run(outer()) == 7
