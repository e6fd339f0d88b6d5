"""
The batch commands: JSON lines in, one line out for each, in the same order.

A line that cannot be answered is answered with an "error"; the others go on.
"""

from __future__ import annotations

import json
import zlib
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from pipeline.claims.extractor import statements
from pipeline.compare.stream import Grouper, TextRecord
from pipeline.doors import clock, known_vocabulary
from pipeline.json_line import json_line
from pipeline.models import Article, Page
from pipeline.read.extract import LARGEST_PAGE
from pipeline.read.workers import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pipeline.config import Settings
    from pipeline.models import Drop

__all__ = ["claims_lines", "extract_lines", "group_lines"]


class _BadLineError(Exception):
    """A line that cannot be answered; the text says why."""


def claims_lines(lines: Iterable[bytes], out: TextIO, settings: Settings) -> None:
    """Answer {"id","text"} with {"id","claims":[…]}; also reads "title" and "published_at" where given."""
    vocabulary = known_vocabulary(settings)

    def answer(record: dict[str, Any]) -> dict[str, Any]:
        found = statements(
            _text(record),
            title=_optional(record, "title"),
            published_at=_moment(record),
            vocabulary=vocabulary,
        )
        return {"claims": [said.model_dump(mode="json", exclude={"tier", "extractor"}) for said in found]}

    _answer_all(lines, out, answer)


def group_lines(lines: Iterable[bytes], out: TextIO) -> None:
    """Answer {"id","text"}, in order of arrival, with decision, original, story and passages."""
    grouper = Grouper()

    def answer(record: dict[str, Any]) -> Mapping[str, Any]:
        return grouper.add(TextRecord(id=record["id"], text=_text(record)))

    _answer_all(lines, out, answer)


def extract_lines(lines: Iterable[bytes], out: TextIO) -> None:
    """
    Answer {"id","url","path"} with the article read from the HTML file at `path`, plain or gzip.

    What is no article has an empty text, its quality says so and "reason" tells why.
    """
    waiting: deque[tuple[object, dict[str, Any] | None]] = deque()

    def pages() -> Iterator[tuple[Page, None]]:
        for line in lines:
            name = None
            try:
                record = _record(line)
                name = record["id"]
                page = _page(record)
            except _BadLineError as error:
                waiting.append((name, {"error": str(error)}))
                continue
            waiting.append((name, None))
            yield page, None

    def settle() -> None:
        """Write the lines whose answer needs no reading and whose turn it is."""
        while waiting and waiting[0][1] is not None:
            name, answered = waiting.popleft()
            _put(out, name, answered or {})

    with Reader() as reader:
        for _, outcome in reader.read(pages()):
            settle()
            name, _ = waiting.popleft()
            _put(out, name, _extracted(outcome))
    settle()


def _extracted(outcome: Article | Drop) -> dict[str, Any]:
    if isinstance(outcome, Article):
        kept = ("text", "title", "authors", "published_at", "outlet", "language", "quality")
        return outcome.model_dump(mode="json", include=set(kept))
    reason = ": ".join(filter(None, (outcome.reason, outcome.detail)))
    return {"text": "", "quality": "not_an_article", "reason": reason}


def _page(record: dict[str, Any]) -> Page:
    path = record.get("path")
    if not isinstance(path, str):
        raise _BadLineError("“path” is missing: the HTML file to read")
    try:
        body = Path(path).read_bytes()
        if body.startswith(b"\x1f\x8b"):
            # A small file may unpack to gigabytes: no more than is read anyway, and a byte that shows there is more.
            body = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, LARGEST_PAGE + 1)
    except (OSError, ValueError, zlib.error) as error:
        raise _BadLineError(f"“{path}” cannot be read: {getattr(error, 'strerror', None) or error}") from error
    url = record.get("url") if isinstance(record.get("url"), str) else Path(path).resolve().as_uri()
    return Page(url=str(url), final_url=str(url), body=body, fetched_at=clock())


def _answer_all(lines: Iterable[bytes], out: TextIO, answer: Callable[[dict[str, Any]], Mapping[str, Any]]) -> None:
    for line in lines:
        name = None
        try:
            record = _record(line)
            name = record["id"]
            answered: Mapping[str, Any] = answer(record)
        except _BadLineError as error:
            answered = {"error": str(error)}
        _put(out, name, answered)


def _record(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _BadLineError(f"not UTF-8 (byte {error.start} of the line)") from error
    except (ValueError, RecursionError) as error:
        raise _BadLineError(f"not JSON: {error}") from error
    if not isinstance(record, dict):
        raise _BadLineError("not a JSON object")
    return {"id": None} | record


def _text(record: dict[str, Any]) -> str:
    text = record.get("text")
    if not isinstance(text, str):
        raise _BadLineError("“text” is missing or no string")
    return text


def _optional(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    return value if isinstance(value, str) else None


def _moment(record: dict[str, Any]) -> datetime | None:
    written = _optional(record, "published_at")
    if written is None:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise _BadLineError(f"“published_at” is no ISO 8601 date: {written}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _put(out: TextIO, name: object, answered: Mapping[str, Any]) -> None:
    out.write(json_line({"id": name, **answered}, out.encoding) + "\n")
    out.flush()
