"""
The batch commands: JSON lines in, one line out for each, in the same order.

A line that cannot be answered is answered with an "error"; the others go on.
"""

from __future__ import annotations

import json
import re
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, TextIO

from pipeline.claims.extractor import Piece
from pipeline.collect.network.bodies import Body
from pipeline.compare.stream import TextRecord
from pipeline.doors import clock, known_vocabulary
from pipeline.errors import FetchError
from pipeline.grouping import InMemory, Stored
from pipeline.handfuls import handfuls
from pipeline.json_line import json_line
from pipeline.models import Article, Page
from pipeline.read.extract import LARGEST_PAGE
from pipeline.read.workers import Reader
from pipeline.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pipeline.claims.extractor import Extractor
    from pipeline.config import Settings
    from pipeline.models import Drop

__all__ = ["claims_lines", "extract_lines", "group_lines"]


_TEXT = re.compile(r"\.txt(?:\.gz)?$", re.IGNORECASE)

_TEXTS_AT_ONCE = 200
_PATIENCE = 0.2
"""Seconds that a text waits for others to be grouped with it; a file that is piped in fills every handful."""


class _BadLineError(Exception):
    """A line that cannot be answered; the text says why."""


def claims_lines(lines: Iterable[bytes], out: TextIO, settings: Settings, extractor: Extractor) -> None:
    """
    Answer {"id","text"} with {"id","claims":[…]}; also reads "title" and "published_at" where given.

    Each claim says in "extractor" what found it. "problem" tells why the rules had to stand in for a model, or what of
    its answer was refused.
    """
    vocabulary = known_vocabulary(settings)

    def answer(record: dict[str, Any]) -> dict[str, Any]:
        piece = Piece(_text(record), _optional(record, "title"), _moment(record), vocabulary)
        found, receipt = extractor(piece)
        claims = [said.model_dump(mode="json") for said in found]
        if receipt is None or receipt.problem is None:
            return {"claims": claims}
        why = f"the rules stood in: {receipt.problem}" if receipt.stood_in else receipt.problem
        return {"claims": claims, "problem": why}

    _answer_all(lines, out, answer)


def group_lines(lines: Iterable[bytes], out: TextIO, db: Path | None = None) -> None:
    """
    Answer {"id","text"}, in order of arrival, with decision, original, story and passages.

    Also reads "title", "published_at" and "outlet" where given. With `db` what came before is remembered there, in a
    database of its own (the folder `group`). Lines are answered as they come, also while the pipe stays open.
    """
    if db is None:
        grouping = InMemory(clock())
        _answer_handfuls(lines, out, grouping.group)
        return
    ledger = Ledger(db / "group")
    with ledger.run_lock():
        with ledger.database.held_open():
            stored = Stored(ledger, clock)
            _answer_handfuls(lines, out, stored.group)
            stored.finish()
        ledger.publish()


def _answer_handfuls(
    lines: Iterable[bytes], out: TextIO, group: Callable[[Sequence[TextRecord]], Sequence[Mapping[str, Any]]]
) -> None:
    for handful in handfuls(lines, most=_TEXTS_AT_ONCE, seconds=_PATIENCE):
        read = [_text_record(line) for line in handful]
        answers = iter(group([record for record in read if "error" not in record]))  # type: ignore[misc]  # told apart
        for record in read:
            _put(out, record["id"], record if "error" in record else next(answers))


def _text_record(line: bytes) -> TextRecord | dict[str, Any]:
    """Return what a line says of a text, or what is wrong with the line."""
    name = None
    try:
        record = _record(line)
        name = record["id"]
        return TextRecord(
            id=_name(record),
            text=_text(record),
            title=_optional(record, "title"),
            published_at=_moment(record),
            outlet=_optional(record, "outlet"),
        )
    except _BadLineError as error:
        return {"id": name, "error": str(error)}


def extract_lines(lines: Iterable[bytes], out: TextIO) -> None:
    """
    Answer {"id","url","path"} with the article read from the HTML or text file (.txt) at `path`, plain or gzip.

    A file that cannot be read, or is larger than LARGEST_PAGE unpacked, is answered with an "error". What is no article
    has an empty text, its quality says so and "reason" tells why.
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
        raise _BadLineError("“path” is missing: the HTML or text file to read")
    try:
        body = _body(Path(path))
        url = record["url"] if isinstance(record.get("url"), str) else Path(path).resolve().as_uri()
    except FetchError as error:
        raise _BadLineError(f"“{path}” cannot be read: {error.reason}") from error
    except (OSError, ValueError) as error:
        raise _BadLineError(f"“{path}” cannot be read: {getattr(error, 'strerror', None) or error}") from error
    content_type = "text/plain" if _TEXT.search(path) else None
    return Page(url=url, final_url=url, body=body, content_type=content_type, fetched_at=clock())


def _body(path: Path) -> bytes:
    """Return what a file holds, unpacked: devices and pipes have no end, and a small file may unpack to gigabytes."""
    if not S_ISREG(path.stat().st_mode):
        raise ValueError("not a file that could be read to its end")
    body = Body(str(path), "gzip", LARGEST_PAGE)
    with path.open("rb") as opened:
        body.feed(opened.read(LARGEST_PAGE + 1))
    return body.whole()


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


def _name(record: dict[str, Any]) -> Any:
    if record["id"] is None:
        raise _BadLineError("“id” is missing: what the text is called in the answers")
    return record["id"]


def _optional(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise _BadLineError(f"“{key}” is no string")
    return value


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
