"""The ways of finding copies that are compared: each is told numbered texts, and asked for the numbers of originals."""

from __future__ import annotations

from functools import lru_cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.compare.copies import compare_text
from pipeline.compare.known import KnownText, KnownTexts
from pipeline.compare.normal_form import compared_words
from pipeline.compare.shingles import SHINGLE_WORDS, normal_id
from pipeline.compare.wording import wording
from pipeline.models import COPIES, Decision

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

__all__ = ["Method", "methods"]

_PERMUTATIONS = 128
# datasketch chooses bands by the threshold: 25 of 5 and 9 of 13. rensa is told, and wants a divisor of 128; these are
# the next that find more than the threshold asks.
_RENSA_BANDS = {0.5: 32, 0.8: 16}


class Method(Protocol):
    """A way of finding copies."""

    def add(self, number: int, text: str) -> None:
        """Get to know a text."""

    def find(self, text: str) -> Collection[int]:
        """Return the numbers of known texts that it shares text with."""

    def find_copy(self, text: str) -> Collection[int]:
        """Return the numbers of known texts that it is a copy of."""


def methods() -> Mapping[str, Callable[[], Method]]:
    """Return how each method is made; SystemExit says what to install where a library is missing."""
    try:
        datasketch, rensa = import_module("datasketch"), import_module("rensa")
    except ImportError as error:
        raise SystemExit(
            f"{error.name} is missing: pip install --target DIR datasketch==2.0.0 rensa==0.5.0, then PYTHONPATH=DIR"
        ) from error
    return {
        "exact": _Exact,
        "datasketch .5": partial(_Datasketch, datasketch, 0.5),
        "datasketch .8": partial(_Datasketch, datasketch, 0.8),
        "rensa .5": partial(_Rensa, rensa, 0.5),
        "rensa .8": partial(_Rensa, rensa, 0.8),
        "claimwatch": _Claimwatch,
    }


class _Exact:
    """The same words in the same order."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}

    def add(self, number: int, text: str) -> None:
        self._known.setdefault(normal_id(text, compared_words(text)), number)

    def find(self, text: str) -> Collection[int]:
        number = self._known.get(normal_id(text, compared_words(text)))
        return () if number is None else (number,)

    find_copy = find


class _Datasketch:
    """MinHash with banding; sketches are made once a text, as they are kept from asking to adding."""

    def __init__(self, library: Any, threshold: float) -> None:
        self._index = library.MinHashLSH(threshold=threshold, num_perm=_PERMUTATIONS)
        self._sketch = lru_cache(maxsize=4)(partial(_minhash, library))

    def add(self, number: int, text: str) -> None:
        self._index.insert(number, self._sketch(text))

    def find(self, text: str) -> Collection[int]:
        found: list[int] = self._index.query(self._sketch(text))
        return found

    find_copy = find


def _minhash(library: Any, text: str) -> Any:
    sketch = library.MinHash(num_perm=_PERMUTATIONS)
    sketch.update_batch([run.encode() for run in _runs(text)])
    return sketch


class _Rensa:
    """The same in Rust."""

    def __init__(self, library: Any, threshold: float) -> None:
        self._index = library.RMinHashLSH(threshold, _PERMUTATIONS, _RENSA_BANDS[threshold])
        self._sketch = lru_cache(maxsize=4)(partial(_rminhash, library))

    def add(self, number: int, text: str) -> None:
        self._index.insert(number, self._sketch(text))

    def find(self, text: str) -> Collection[int]:
        found: list[int] = self._index.query(self._sketch(text))
        return found

    find_copy = find


def _rminhash(library: Any, text: str) -> Any:
    sketch = library.RMinHash(_PERMUTATIONS, 42)
    sketch.update(_runs(text))
    return sketch


def _runs(text: str) -> list[str]:
    words = compared_words(text)
    shifted = zip(*(words[at:] for at in range(SHINGLE_WORDS)), strict=False)
    return list({" ".join(run) for run in shifted})


class _Claimwatch:
    """Sampled shingles for candidates, aligned passages for the decision."""

    def __init__(self) -> None:
        self._known = KnownTexts()
        self._independent: dict[str, bool] = {}

    def add(self, number: int, text: str) -> None:
        known = KnownText(number, 0, str(number), text, at=None)
        self._known.add(known, wording(text).fingerprint(), independent=self._independent.pop(text, True))

    def find(self, text: str) -> Collection[int]:
        found = self._compared(text)
        return () if found.copy_of is None else (found.copy_of,)

    def find_copy(self, text: str) -> Collection[int]:
        found = self._compared(text)
        return () if found.copy_of is None or found.decision not in COPIES else (found.copy_of,)

    def _compared(self, text: str) -> Any:
        compared = compare_text(-1, text, self._known)
        self._independent = {text: compared.decision is Decision.INDEPENDENT}
        return compared
