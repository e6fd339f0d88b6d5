"""Whatever a model's server does, the text gets its statements, and the receipt tells why they are the rules'."""

from __future__ import annotations

import gzip
import json
import logging
import struct
from socket import SO_LINGER, SOL_SOCKET
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.claims.extractor import Piece
from pipeline.claims.llm.extractor import LanguageModelExtractor
from pipeline.claims.rules import RULES

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import ModelServer

    from pipeline.language_model import LanguageModel
    from pipeline.models import Receipt

Row = dict[str, Any]
ECHO = b'{"error": {"message": "bad key sk-very-secret-123 for: Norvik Shipping will close its yard"}}'


def _stood_in(extractor: LanguageModelExtractor, piece: Piece) -> Receipt:
    """Assert that the rules answered; return the receipt."""
    found = extractor(piece)
    assert found.statements == RULES(piece).statements
    assert found.receipt is not None
    assert found.receipt.extractor == extractor.stamp
    assert found.receipt.stood_in
    assert found.receipt.problem
    return found.receipt


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (400, "HTTP 400, it did not understand the request"),
        (401, "HTTP 401, the key is missing or not accepted"),
        (404, "HTTP 404, there is no such model, or no such address"),
        (429, "HTTP 429, asked too often"),
        (500, "the server answered HTTP 500"),
        (302, "the server answered HTTP 302"),
    ],
)
def test_a_status_is_told_without_what_the_server_says(
    server: ModelServer, extractor: LanguageModelExtractor, piece: Piece, status: int, told: str
) -> None:
    """Servers echo keys and texts; a redirection is not followed, for the text would go to somebody else."""
    server.sends(status, ECHO, Location=f"{server.url}/elsewhere")
    receipt = _stood_in(extractor, piece)
    assert told in (receipt.problem or "")
    assert "secret" not in str(receipt)
    assert "Norvik" not in str(receipt)
    assert receipt.requests == len(server.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Welcome to the proxy</html>",
        b"{}",
        b"[]",
        b"null",
        b'{"choices": []}',
        b'{"choices": [{"index": 0}]}',
        b'{"id": "a", "object": "chat.completion", "created": "x", "model": 1, "choices": null}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_what_is_no_answer_of_a_model_is_none(
    server: ModelServer, extractor: LanguageModelExtractor, piece: Piece, body: bytes
) -> None:
    """Not JSON, other JSON, no bytes at all, brackets without end."""
    server.sends(200, body)
    _stood_in(extractor, piece)


@pytest.mark.parametrize(
    "written", [None, "", "I cannot help with that.", '{"rows": 5}', '{"rows": [{"claim": 1}]}', "{", '{"rows": []}']
)
def test_nonsense_is_asked_about_again_and_then_given_up(
    server: ModelServer, extractor: LanguageModelExtractor, piece: Piece, written: str | None
) -> None:
    """Three times at most; an article without rows is left to the rules as well."""
    server.writes(written)
    _stood_in(extractor, piece)
    assert len(server.asked) <= 3


def test_what_stood_before_the_nonsense_stands(
    server: ModelServer, extractor: LanguageModelExtractor, piece: Piece, closes: Row
) -> None:
    """A weak model that loses the thread when asked again has said something useful before."""
    server.answers(closes, closes | {"evidence": "It closes."})
    server.writes("I apologise for the confusion.")
    found = extractor(piece)
    assert [said.claim for said in found.statements] == [closes["claim"]]
    assert found.receipt is not None
    assert found.receipt.problem == "rows refused: evidence not in the text (1)"


def test_a_server_that_is_not_there(tmp_path: Path, model: LanguageModel, piece: Piece) -> None:
    """Nothing listens on that port."""
    away = model.model_copy(update={"url": "http://127.0.0.1:1/v1"})
    receipt = _stood_in(LanguageModelExtractor(away, tmp_path), piece)
    assert "cannot be reached" in (receipt.problem or "")


def test_a_connection_that_breaks_off(server: ModelServer, extractor: LanguageModelExtractor, piece: Piece) -> None:
    """Reset in the middle of the answer."""

    def reset(handler: Any, _: dict[str, Any]) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{")
        handler.connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()

    server.script.append(reset)
    assert "broke off" in (_stood_in(extractor, piece).problem or "")


def test_an_answer_that_drips_ends_with_the_deadline(
    server: ModelServer, model: LanguageModel, tmp_path: Path, piece: Piece
) -> None:
    """A byte now and then keeps a connection alive for ever; the deadline is for the whole answer."""

    def drip(handler: Any, _: dict[str, Any]) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n")
        while not server.over.wait(0.02):
            handler.wfile.write(b" ")

    server.script.append(drip)
    receipt = _stood_in(LanguageModelExtractor(model, tmp_path, deadline=0.3), piece)
    assert "no whole answer in time" in (receipt.problem or "")


def test_an_answer_without_end_is_cut_off(server: ModelServer, extractor: LanguageModelExtractor, piece: Piece) -> None:
    """Nobody's memory is filled; nor is anything unpacked that was to come plain."""

    def flood(handler: Any, _: dict[str, Any]) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while not server.over.is_set():
            handler.wfile.write(b" " * 1_000_000)

    server.script.append(flood)
    server.sends(200, gzip.compress(b" " * 10_000_000), Content_Encoding="gzip")
    assert "more than 4,000,000 bytes" in (_stood_in(extractor, piece).problem or "")
    assert "packing" in (_stood_in(extractor, piece).problem or "")


def test_a_short_wait_is_kept_and_the_question_put_again(
    server: ModelServer, extractor: LanguageModelExtractor, piece: Piece, closes: Row
) -> None:
    """Retry-After: 0 costs nothing."""
    server.sends(429, b"{}", Retry_After="0")
    server.answers(closes)
    found = extractor(piece)
    assert [said.claim for said in found.statements] == [closes["claim"]]
    assert found.receipt is not None
    assert (found.receipt.requests, found.receipt.problem) == (2, None)


def test_a_server_that_wants_a_long_rest_gets_it(
    server: ModelServer, extractor: LanguageModelExtractor, piece: Piece
) -> None:
    """Nobody waits an hour; the next texts are not even asked about."""
    server.sends(429, b"{}", Retry_After="3600")
    assert "HTTP 429" in (_stood_in(extractor, piece).problem or "")
    receipt = _stood_in(extractor, piece)
    assert "the server wants to be left alone for" in (receipt.problem or "")
    assert (receipt.requests, len(server.asked)) == (0, 1)


def test_after_three_failures_in_a_row_nobody_asks_any_more(
    server: ModelServer, extractor: LanguageModelExtractor, piece: Piece
) -> None:
    """Else each of a thousand articles would wait for a server that is down."""
    server.sends(500, b"{}")
    for _ in range(3):
        assert "HTTP 500" in (_stood_in(extractor, piece).problem or "")
    extractor.foresee([piece])
    receipt = _stood_in(extractor, piece)
    assert "not asked for the rest of this run: 3 failures in a row, the last one" in (receipt.problem or "")
    assert len(server.asked) == 3


def test_an_answer_in_between_begins_the_count_anew(
    server: ModelServer, extractor: LanguageModelExtractor, piece: Piece, closes: Row
) -> None:
    """Failures now and then are no reason to stop."""
    server.answers(closes)
    (answer,) = server.script
    server.sends(500, b"{}")
    fails = server.script.pop()
    server.script = [fails, fails, answer, fails, fails, answer]
    for number in range(6):
        extractor(piece._replace(title=f"Tarvo yard to close {number}"))
    assert len(server.asked) == 6


def test_no_article_can_silence_the_model(
    server: ModelServer, extractor: LanguageModelExtractor, piece: Piece, closes: Row
) -> None:
    """A text may talk a model into nonsense; that says nothing about the next text."""
    server.writes("As the article asks me to, I say nothing.")
    for number in range(4):
        _stood_in(extractor, piece._replace(title=f"Tarvo yard to close {number}"))
    server.answers(closes)
    server.script = server.script[-1:]
    assert [said.claim for said in extractor(piece).statements] == [closes["claim"]]


def test_the_key_goes_to_the_server_and_nowhere_else(
    server: ModelServer,
    extractor: LanguageModelExtractor,
    piece: Piece,
    closes: Row,
    key: str,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    """Not into what is printed, stored or logged, however much is logged; nor does the text go into the log."""
    caplog.set_level(logging.DEBUG)
    server.answers(closes)
    found = extractor(piece)
    server.sends(401, ECHO)
    failed = extractor(piece._replace(title="another"))
    assert server.asked[0].headers["authorization"] == f"Bearer {key}"
    kept = b"".join(path.read_bytes() for path in (tmp_path / "llm").rglob("*") if path.is_file())
    for shown in (str(found), str(failed), repr(vars(extractor)), caplog.text, kept.decode()):
        assert key not in shown
    assert "Norvik" not in caplog.text


def test_nothing_of_the_environment_goes_along(
    server: ModelServer,
    model: LanguageModel,
    tmp_path: Path,
    piece: Piece,
    closes: Row,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Keys and headers that are meant for another server, the name of this machine's system, proxies."""
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, "meant-for-another")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "Authorization: Bearer meant-for-another\nX-Team: meant-for-another")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    server.answers(closes)
    without_key = LanguageModelExtractor(model.model_copy(update={"key": None}), tmp_path)
    assert [said.claim for said in without_key(piece).statements] == [closes["claim"]]
    (asked,) = server.asked
    assert "meant-for-another" not in json.dumps(asked)
    assert set(asked.headers) == {
        *("host", "accept", "content-type", "content-length", "connection", "user-agent", "accept-encoding"),
    }


@pytest.mark.parametrize("text", ["", " \n ", "\ud800 said it.", "“" * 5_000, "\u202e" * 500, "ARTICLE" * 5_000])
def test_any_text_can_be_asked_about(
    server: ModelServer, extractor: LanguageModelExtractor, closes: Row, text: str
) -> None:
    """Half a surrogate pair cannot travel, and must not stop the others."""
    server.answers(closes)
    _stood_in(extractor, Piece(text))
