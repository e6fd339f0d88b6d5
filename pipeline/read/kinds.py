"""What a body is that is neither a page nor a text, as far as its bytes tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.read.decoding import encoding_of_mark_or_shape

if TYPE_CHECKING:
    from pipeline.models import Page

__all__ = ["other_kind"]

_MARKS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"PK\x03\x04": "an archive",
    b"\x1f\x8b": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"Rar!\x1a": "an archive",
    b"\xfd7zXZ\x00": "an archive",
    b"(\xb5/\xfd": "an archive",
    b"\xd0\xcf\x11\xe0": "an Office document",
    b"SQLite format 3\x00": "a database",
    b"\x7fELF": "a program",
}
_SAMPLE = 64 * 1024
# Without those that texts have in any encoding: tab, line ends, and the escape of ISO 2022.
_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0C, 0x0D, 0x1B})
# Of bytes that are compressed or random, a tenth are control characters; of a text, hardly any.
_MOST_CONTROLS = 0.05


def other_kind(page: Page) -> str | None:
    """Return what a body is by the first bytes of its format, "empty", or "a binary file"; None where it is text."""
    body = page.body
    if not body.strip():
        return "empty"
    if marked := next((kind for mark, kind in _MARKS.items() if body.startswith(mark)), None):
        return marked
    if "charset" in (page.content_type or "").lower() or encoding_of_mark_or_shape(body):
        return None
    sample = body[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return "a binary file" if controls > _MOST_CONTROLS * len(sample) else None
