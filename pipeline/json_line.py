"""One record as one line of JSON that every strict reader takes and every stream can carry."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["json_line"]


def json_line(record: Mapping[str, object], encoding: str | None = None) -> str:
    """
    Return the record as JSON on one line, without the line break.

    Text stays readable where `encoding` (UTF-8 unless said) can carry it; half a surrogate pair, a separator that some
    take for a line break, and what the encoding lacks go out as escapes, for the whole line. Numbers JSON does not know
    (NaN, the infinities: RFC 8259, section 6) are null; bytes are hexadecimal digits, and what else it has no form for
    is written as text.
    """
    plain = _known_to_json(record)
    line = json.dumps(plain, ensure_ascii=False, default=str)
    try:
        line.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return json.dumps(plain, default=str)
    return line if line.isprintable() else json.dumps(plain, default=str)


def _known_to_json(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {name if isinstance(name, str) else str(name): _known_to_json(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_known_to_json(inner) for inner in value]
    return value
