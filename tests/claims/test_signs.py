"""The bits that tell whether any of a rule's words stands in a paragraph at all."""

from __future__ import annotations

from pipeline.claims.reading.sentences import passage
from pipeline.claims.reading.signs import sign_of, sign_where

_FERRIES = sign_of({"ferry", "ferries"})
_NUMBERED = sign_where(str.isdecimal)


def _signs(text: str) -> int:
    return passage(text, 0, len(text)).signs


def test_a_paragraph_has_the_signs_of_its_words() -> None:
    """One word of the list is enough, whatever its capitals."""
    signs = _signs("Ferries stopped at noon.")
    assert signs & _FERRIES
    assert not signs & _NUMBERED


def test_words_read_before_a_list_was_known_have_its_sign_too() -> None:
    """What was remembered of a word is forgotten when another list asks for it."""
    assert not _signs("3 boats") & _FERRIES
    boats = sign_of({"boats"})
    assert _signs("3 boats") & boats
    assert _signs("3 boats") & _NUMBERED
