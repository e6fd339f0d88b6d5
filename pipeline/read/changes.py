"""
What a changed text says otherwise, and whether that is more than a clock, a counter or a list of links.

Sentences are compared, not lines, so that paragraphs may be joined, parted and moved. They are counted, not aligned:
aligning is quadratic on hostile text, and a sentence that moved says what it said. A short one ("No.", "He denied it.")
is told by the sentence before it, which it may answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.models import Change
from pipeline.read.boilerplate import begins_a_list, continues_a_list, is_boilerplate_line, is_boilerplate_sentence
from pipeline.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["changes"]

# Words. Up to "The firm has denied it." a sentence may owe its meaning to the one before.
_SHORT = 5
_ENDS = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
# Not after an initial or a title, nor before a small letter: "U.S. Sen. Mark Warner", "the firm … declined".
_BETWEEN_SENTENCES = re.compile(
    r"(?:(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St)\.)(?<!\b(?:Mrs|Sen|Rep|Gov|Gen|Inc)\.)"
    r"|(?<=[.!?…][\"'”’»)\]]))\s+(?![a-zß-öø-ÿа-я])|(?<=[。！？])(?!$)"
)
_ALIKE = str.maketrans(
    dict.fromkeys("’‘‚‛ʼ‹›`´′", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
    | {"ⓒ": "©"}
    | {power: f"^{digit}" for digit, power in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
)
_DASH = re.compile(r"\s*-+\s*")
# Behind a figure a single mark means feet or minutes and a double one inches or seconds.
_QUOTATION = re.compile(r"(?<!\d)(?:\"|'')")


class _Sentence(NamedTuple):
    text: str
    plain: str
    """Without what typesetting does to it."""
    key: str
    """What sentences that say the same share."""
    boilerplate: bool


def changes(before: str, after: str) -> Change:
    """
    Return the sentences that only one of two texts has, in that text's order, as they stand there.

    Typesetting is no difference: white space, Unicode forms, the style of quotation marks and dashes. Where anything
    but boilerplate differs, that alone is listed; where nothing does, the boilerplate is, and `substantive` is
    False. One letter, digit or quotation mark makes a sentence another. The time is linear in the texts.
    """
    old, new = list(_sentences(before)), list(_sentences(after))
    if _run_together(old) == _run_together(new):
        return Change(substantive=False)
    substantive = _counted(old) != _counted(new)
    return Change(
        added=tuple(_missing(new, old, boilerplate=not substantive)),
        removed=tuple(_missing(old, new, boilerplate=not substantive)),
        substantive=substantive,
    )


def _run_together(sentences: Sequence[_Sentence]) -> str:
    """Return a text as one run of characters: the same however it is cut into lines and sentences."""
    return "".join(sentence.plain.replace(" ", "") for sentence in sentences)


def _counted(sentences: Sequence[_Sentence], *, boilerplate: bool = False) -> Counter[str]:
    return Counter(sentence.key for sentence in sentences if sentence.boilerplate is boilerplate)


def _missing(here: Sequence[_Sentence], there: Sequence[_Sentence], *, boilerplate: bool) -> Iterator[str]:
    others = _counted(there, boilerplate=boilerplate)
    for sentence in here:
        if sentence.boilerplate is boilerplate:
            others[sentence.key] -= 1
            if others[sentence.key] < 0:
                yield sentence.text


def _sentences(text: str) -> Iterator[_Sentence]:
    last = ""
    for part, boilerplate in _parts(text):
        plain = _typeset_alike(part)
        answers = not boilerplate and len(plain.split()) <= _SHORT and _ENDS.search(part) is not None
        yield _Sentence(part, plain, f"{last}\n{plain}" if answers else plain, boilerplate)
        last = last if boilerplate else plain


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield lines of boilerplate whole and all else sentence by sentence; with each whether it is boilerplate."""
    listing = False
    for line in filter(None, (squeeze(line) for line in text.splitlines())):
        bare = _typeset_alike(line).lstrip("-•* ")
        listing = begins_a_list(bare) or (listing and continues_a_list(bare))
        if listing or is_boilerplate_line(bare):
            yield line, True
            continue
        for sentence in filter(None, _BETWEEN_SENTENCES.split(line)):
            yield sentence, is_boilerplate_sentence(_typeset_alike(sentence))


def _typeset_alike(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(_ALIKE)).translate(_ALIKE)
    return squeeze(_QUOTATION.sub("'", _DASH.sub("-", plain)))
