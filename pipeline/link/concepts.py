"""Words that say the same in news: what claims are compared under."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.common_words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["IDLE", "STAGES", "concepts"]

_FILE = tomllib.loads(Path(__file__).with_name("concepts.toml").read_text(encoding="utf-8"))

IDLE = frozenset(stem(word) for word in _FILE["idle"].split()) | frozenset(_FILE["idle"].split())
"""Words that tell how, when and by whom something was said, not what."""

STAGES = frozenset[str](_FILE["stages"].split())
"""Concepts that tell how far a matter has come."""


def _read() -> tuple[dict[str, str], dict[str, list[tuple[tuple[str, ...], str]]]]:
    """Return the concept of each stem, and by their first word the phrases with theirs, longest first."""
    single: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in _FILE["words"]:
        entries = line.split()
        concept = entries[0].upper()
        for entry in entries:
            parts = tuple(entry.replace("-", "+").replace(".", "+").split("+"))
            if len(parts) == 1:
                for form in (entry, stem(entry), f"{entry}s"):
                    single.setdefault(form, concept)
            else:
                phrases.setdefault(parts[0], []).append((parts, concept))
    for found in phrases.values():
        found.sort(key=lambda phrase: -len(phrase[0]))
    return single, phrases


_SINGLE, _PHRASES = _read()
_HOW = frozenset({"very", "so", "too", "as", "how", "a", "extremely", "fairly"})
_NEAR_WHAT = frozenset("to ties links friend friends relations ally allies aide aides contact contacts race".split())


def concepts(tokens: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the concept of each word or phrase and "", or the stem and the word where it has no concept."""
    at = 0
    while at < len(tokens):
        for parts, concept in _PHRASES.get(tokens[at], ()):
            if tuple(tokens[at : at + len(parts)]) == parts:
                yield concept, ""
                at += len(parts)
                break
        else:
            plain = stem(tokens[at])
            single = None if _is_near(tokens, at) else _SINGLE.get(tokens[at]) or _SINGLE.get(plain)
            yield (single, "") if single else (plain, tokens[at])
            at += 1


def _is_near(tokens: Sequence[str], at: int) -> bool:
    """Tell whether "close" says how near something is, and not that it ends: "very close ties", "close to a deal"."""
    if tokens[at] not in {"close", "closer"}:
        return False
    before, after = tokens[at - 1] if at else "", tokens[at + 1] if at + 1 < len(tokens) else ""
    return tokens[at] == "closer" or before in _HOW or after in _NEAR_WHAT
