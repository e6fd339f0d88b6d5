from __future__ import annotations

import json
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import pytest

from pipeline.claims.extractor import Piece
from pipeline.claims.llm.extractor import LanguageModelExtractor
from pipeline.language_model import LanguageModel, Price
from pipeline.topic import Entity, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType

KEY = "sk-very-secret-123"
TEXT = """\
Norvik Shipping will close its yard in Tarvo, the company said on Monday.

“We regret the loss of 300 jobs,” said Ada Lind, a spokeswoman for Norvik Shipping. The Harbour Post first reported \
the plan, citing a letter to staff.

The yard has built ferries since 1911. The union does not accept the decision.
"""
CLOSES = {
    "claim": "Norvik Shipping will close its yard in Tarvo",
    "evidence": "Norvik Shipping will close its yard in Tarvo, the company said on Monday.",
    "speaker": "Norvik Shipping",
    "speaker_words": "the company",
    "speaker_kind": "organisation",
    "cue": "said",
    "content": "Norvik Shipping will close its yard in Tarvo",
    "mode": "reported",
    "subject": "Norvik Shipping",
    "object": "its yard",
    "event_type": "supply.stop",
    "time": "on Monday",
}
BUILT = {
    "claim": "The yard has built ferries since 1911",
    "evidence": "The yard has built ferries since 1911.",
    "subject": "The yard",
    "tier": 2,
}


class Asked(NamedTuple):
    """One request that came in."""

    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def last(self) -> str:
        """What the model was told last."""
        return str(self.body["messages"][-1]["content"])


class ModelServer:
    """
    An OpenAI-compatible server on loopback. It plays `script`, one scene a request; the last scene repeats.

    A scene gets the handler and the request's body and answers as it likes.
    """

    def __init__(self) -> None:
        self.script: list[Callable[[Any, dict[str, Any]], None]] = []
        self.asked: list[Asked] = []
        self.at_once = self.most_at_once = 0
        self.over = threading.Event()
        self._lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with server._lock:
                    scene = server.script[min(len(server.asked), len(server.script) - 1)]
                    server.asked.append(Asked({name.lower(): value for name, value in self.headers.items()}, body))
                    server.at_once += 1
                    server.most_at_once = max(server.most_at_once, server.at_once)
                with suppress(OSError):
                    scene(self, body)
                with server._lock:
                    server.at_once -= 1

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def answers(self, *rows: dict[str, Any], usage: tuple[int, int] = (1_000, 200)) -> None:
        """Add a scene: the rows, as a call of the tool that it was given."""

        def scene(handler: Any, body: dict[str, Any]) -> None:
            name = body["tools"][0]["function"]["name"]
            call = {"name": name, "arguments": json.dumps({"rows": rows})}
            _complete(handler, {"tool_calls": [{"id": "call-1", "type": "function", "function": call}]}, usage)

        self.script.append(scene)

    def writes(self, text: str | None) -> None:
        """Add a scene: the model writes, and calls nothing."""
        self.script.append(lambda handler, _: _complete(handler, {"content": text}, (10, 10)))

    def sends(self, status: int, body: bytes, **headers: str) -> None:
        """Add a scene: whatever bytes."""

        def scene(handler: Any, _: dict[str, Any]) -> None:
            _send(handler, status, body, {"Content-Type": "application/json"} | headers)

        self.script.append(scene)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _complete(handler: Any, message: dict[str, Any], usage: tuple[int, int]) -> None:
    sent, received = usage
    finish = "tool_calls" if "tool_calls" in message else "stop"
    answer = {
        "id": "answer-1",
        "object": "chat.completion",
        "created": 1_520_000_000,
        "model": "qwen3:8b",
        "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": None} | message}],
        "usage": {"prompt_tokens": sent, "completion_tokens": received, "total_tokens": sent + received},
    }
    _send(handler, 200, json.dumps(answer).encode(), {"Content-Type": "application/json"})


def _send(handler: Any, status: int, body: bytes, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A language model's server on loopback, with nothing in its script yet."""
    with ModelServer() as server:
        yield server


@pytest.fixture
def model(server: ModelServer) -> LanguageModel:
    """How the server is asked."""
    return LanguageModel(url=server.url, name="qwen3:8b", key=KEY, price=Price(0.15, 0.60))  # type: ignore[arg-type]


@pytest.fixture
def extractor(model: LanguageModel, tmp_path: Path) -> LanguageModelExtractor:
    """The extractor, with an empty cache."""
    return LanguageModelExtractor(model, tmp_path / "llm", deadline=20)


@pytest.fixture(scope="session")
def key() -> str:
    """The key that nobody may see."""
    return KEY


@pytest.fixture(scope="session")
def closes() -> dict[str, Any]:
    """A row that holds: attributed."""
    return CLOSES


@pytest.fixture(scope="session")
def built() -> dict[str, Any]:
    """A row that holds: in the author's own voice."""
    return BUILT


@pytest.fixture(scope="session")
def piece() -> Piece:
    """A short article of ours."""
    vocabulary = Vocabulary(
        entities=(
            Entity(name="Norvik Shipping", aliases=("Norvik",), roles=("shipbuilder",)),
            Entity(name="Ellmar Ferries"),
        ),
        events={"yard.closing": ("close its yard",)},
    )
    return Piece(TEXT, "Tarvo yard to close", None, vocabulary)
