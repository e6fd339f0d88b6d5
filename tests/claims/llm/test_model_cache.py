"""No text is asked about twice, unless something else would come out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.claims.llm import extractor as asking
from pipeline.claims.llm import instructions
from pipeline.claims.llm.extractor import LanguageModelExtractor
from pipeline.topic import Entity, Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import ModelServer

    from pipeline.claims.extractor import Piece
    from pipeline.language_model import LanguageModel

Row = dict[str, Any]


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_answer_at_hand_makes_no_request(
    server: ModelServer, model: LanguageModel, tmp_path: Path, piece: Piece, closes: Row, built: Row
) -> None:
    """Also in the next run; it costs nothing, and still tells what was refused."""
    server.answers(closes, built, built | {"evidence": "No."})
    first = LanguageModelExtractor(model, tmp_path)(piece)
    second = LanguageModelExtractor(model, tmp_path)(piece)
    assert second.statements == first.statements
    assert first.receipt is not None
    assert second.receipt is not None
    assert len(server.asked) == first.receipt.requests == 3
    assert (second.receipt.cached, second.receipt.requests, second.receipt.cost) == (True, 0, None)
    assert second.receipt.problem == first.receipt.problem == "rows refused: evidence not in the text (1)"


def test_whatever_changes_the_answer_is_asked_anew(
    server: ModelServer,
    model: LanguageModel,
    tmp_path: Path,
    piece: Piece,
    closes: Row,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Model, address, version of what is asked, text, title, date, the topic's words."""
    server.answers(closes)
    LanguageModelExtractor(model, tmp_path)(piece)
    others = [
        piece._replace(text=piece.text + "\nMore."),
        piece._replace(title=None),
        piece._replace(published_at=datetime(2018, 3, 22, tzinfo=UTC)),
        piece._replace(vocabulary=Vocabulary(entities=(Entity(name="Norvik Shipping"),))),
    ]
    for other in others:
        LanguageModelExtractor(model, tmp_path)(other)
    for change in ({"name": "qwen3:14b"}, {"url": f"{server.url}/two"}):
        LanguageModelExtractor(model.model_copy(update=change), tmp_path)(piece)
    assert len(server.asked) == 7
    monkeypatch.setattr(asking, "VERSION", instructions.VERSION + 1)
    LanguageModelExtractor(model, tmp_path)(piece)
    assert len(server.asked) == 8
    LanguageModelExtractor(model, tmp_path)(piece)
    assert len(server.asked) == 8


@pytest.mark.parametrize(
    "damage", [b"", b"{", b'{"portions": []}', b'{"portions": [[{"claim": "x", "evidence": "y"}]]}']
)
def test_a_damaged_file_is_asked_for_again_and_written_anew(
    server: ModelServer, model: LanguageModel, tmp_path: Path, piece: Piece, closes: Row, damage: bytes
) -> None:
    """Half a file, another file, and one whose rows do not hold on the text."""
    server.answers(closes)
    whole = LanguageModelExtractor(model, tmp_path)(piece)
    (file,) = _files(tmp_path)
    good = file.read_bytes()
    file.write_bytes(damage)
    assert LanguageModelExtractor(model, tmp_path)(piece).statements == whole.statements
    assert len(server.asked) == 2
    assert file.read_bytes() == good
    assert _files(tmp_path) == [file]


def test_a_folder_that_takes_nothing_costs_nobody_the_answer(
    server: ModelServer, model: LanguageModel, tmp_path: Path, piece: Piece, closes: Row
) -> None:
    """The statements stand; the receipt tells that they will be asked for again."""
    (tmp_path / "llm").write_text("a file where the folder would be")
    server.answers(closes)
    found = LanguageModelExtractor(model, tmp_path / "llm")(piece)
    assert [said.claim for said in found.statements] == [closes["claim"]]
    assert found.receipt is not None
    assert "the answer could not be kept" in (found.receipt.problem or "")


def test_failures_are_not_kept(
    server: ModelServer, model: LanguageModel, tmp_path: Path, piece: Piece, closes: Row
) -> None:
    """What the rules said while the server was down is not the model's answer."""
    server.sends(500, b"{}")
    server.answers(closes)
    LanguageModelExtractor(model, tmp_path)(piece)
    assert _files(tmp_path) == []
    assert len(LanguageModelExtractor(model, tmp_path)(piece).statements) == 1
