"""A row keeps the meaning of its evidence: whether it is so, how surely, who does it to whom, on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipeline.claims.extractor import Piece
from pipeline.claims.llm.answer import Row
from pipeline.claims.llm.checking import Checker
from pipeline.claims.llm.refusing import Refused
from pipeline.models import Certainty, Mode, Statement

if TYPE_CHECKING:
    from collections.abc import Callable

MAY = "Acme may close its plant in Oslo, Jane Roe said on Monday."
NOT_ALL = "Not everyone welcomed the deal."
FIRED = "Tom Poe said that 300 workers would not be fired."
SUED = "Beta sued Acme for $3 million in May."
SILENT = "The company refused to comment."
TEXT = f"{MAY} {NOT_ALL} {FIRED} {SUED} {SILENT}"
OTHERS = """\
Tom Poe denied that Acme had paid bribes. If Beta pays, the court will close the case. Gamma, which bought Delta
in June, did not pay its workers. Tom Poe fears that Omega will fail. Acme bought no ships.

Delta was bought by Gamma. It closed two yards.

Ada Lind of the National Safety Board (NSB) resigned. The NSB said the report was late. Lind said she was tired.
"""
ROE = {"speaker": "Jane Roe", "speaker_kind": "person", "cue": "said", "mode": "reported"}
POE = {"speaker": "Tom Poe", "speaker_kind": "person", "cue": "said", "mode": "reported"}
CLOSE = {"claim": "Acme may close its plant in Oslo", "evidence": MAY} | ROE
STAY = {"claim": "300 workers would not be fired", "evidence": FIRED, "polarity": "-"} | POE
SUES = {"claim": "Beta sued Acme", "evidence": SUED}
BRIBES = {"claim": "Acme had paid bribes", "evidence": "Tom Poe denied that Acme had paid bribes."} | POE
BRIBES |= {"cue": "denied", "mode": "denied", "polarity": "-"}


@pytest.fixture
def checked() -> Callable[..., Statement | Refused]:
    """Check one row against one of the two texts."""
    checkers = {text: Checker(Piece(text), "llm-test") for text in (TEXT, OTHERS)}

    def check(row: dict[str, Any], text: str = TEXT) -> Statement | Refused:
        return checkers[text].check(Row.model_validate(row), (0, len(text)))

    return check


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"claim": "Everyone welcomed the deal", "evidence": NOT_ALL}, "meaning turned"),
        (STAY | {"claim": "300 workers would be fired", "polarity": "+"}, "meaning turned"),
        (CLOSE | {"claim": "Acme will not close its plant", "evidence": MAY}, "words not in the text"),
        ({"claim": "Acme will close its plant", "evidence": MAY}, "hedge dropped"),
        (CLOSE | {"claim": "Acme will close its plant"}, "hedge dropped"),
        (SUES | {"claim": "Acme sued Beta"}, "parties turned round"),
        (SUES | {"claim": "Beta was sued by Acme for $3 million"}, "parties turned round"),
        (SUES | {"claim": "Beta fired 300 workers"}, "words not in the text"),
        (SUES | {"claim": "Beta sued Acme for 300 workers"}, "words not in the text"),
        (CLOSE | {"speaker": "Jane Poe", "speaker_words": "Jane Roe"}, "speaker is somebody else"),
        (STAY | {"speaker": "Jane Roe", "speaker_words": "Tom Poe"}, "speaker is somebody else"),
        (CLOSE | {"speaker": "the"}, "speaker is nobody"),
        (CLOSE | {"speaker_words": "on"}, "speaker is nobody"),
        (STAY | {"cue": "that"}, "cue attributes nothing"),
        (STAY | {"mode": "denied", "polarity": "+"}, "polarity against the words"),
        (STAY | {"polarity": "+"}, "polarity against the words"),
        (SUES | {"polarity": "-"}, "polarity against the words"),
        (CLOSE | {"mode": "denied", "polarity": "-"}, "denied without a denial"),
        (CLOSE | {"mode": "declined"}, "declined without a refusal"),
        (SUES | {"origin": "deal"}, "origin is no outlet"),
        (SUES | {"evidence": TEXT}, "too much evidence"),
    ],
)
def test_a_row_that_says_something_else_is_refused(
    checked: Callable[..., Statement | Refused], row: dict[str, Any], reason: str
) -> None:
    """A lost "not" or "may", turned parties, another's numbers, somebody else's word, a fragment of nothing."""
    refused = checked(row)
    assert isinstance(refused, Refused), refused
    assert refused.reason == reason
    assert len(refused.detail) > len(reason)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (BRIBES | {"claim": "Acme had not paid bribes"}, "meaning turned"),
        (BRIBES | {"polarity": "+"}, "polarity against the words"),
        ({"claim": "Beta pays", "evidence": "If Beta pays, the court will close the case."}, "hedge dropped"),
        ({"claim": "The court will close the case", "evidence": "the court will close the case"}, "hedge dropped"),
        ({"claim": "Gamma did pay its workers", "evidence": "Gamma, which bought Delta"}, "meaning turned"),
        ({"claim": "Gamma did not buy Delta", "evidence": "Gamma, which bought Delta"}, "words not in the text"),
        (
            {"claim": "Gamma never bought Delta", "evidence": "Gamma, which bought Delta", "polarity": "-"},
            "meaning turned",
        ),
        ({"claim": "Acme bought ships", "evidence": "Acme bought no ships."}, "meaning turned"),
        ({"claim": "Gamma was bought by Delta", "evidence": "Delta was bought by Gamma."}, "parties turned round"),
        ({"claim": "Delta bought Gamma", "evidence": "Delta was bought by Gamma."}, "parties turned round"),
        ({"claim": "Delta closed bribes", "evidence": "It closed two yards."}, "words not in the text"),
    ],
)
def test_so_is_one_that_keeps_only_half_of_a_sentence(
    checked: Callable[..., Statement | Refused], row: dict[str, Any], reason: str
) -> None:
    """The evidence is the whole sentence, whatever part of it was copied."""
    refused = checked(row, OTHERS)
    assert isinstance(refused, Refused), refused
    assert refused.reason == reason


@pytest.mark.parametrize(
    ("row", "text", "put"),
    [
        (CLOSE, TEXT, (Mode.REPORTED, "+", Certainty.POSSIBLE)),
        ({"claim": "Not everyone welcomed the deal", "evidence": NOT_ALL, "polarity": "-"}, TEXT,
         (Mode.ASSERTED, "-", Certainty.CERTAIN)),
        (STAY, TEXT, (Mode.REPORTED, "-", Certainty.CERTAIN)),
        (SUES | {"evidence": "Beta sued Acme"}, TEXT, (Mode.ASSERTED, "+", Certainty.CERTAIN)),
        (SUES | {"claim": "Acme was sued by Beta"}, TEXT, (Mode.ASSERTED, "+", Certainty.CERTAIN)),
        ({"claim": "Beta refused to comment", "evidence": SILENT, "speaker": "Beta", "speaker_words": "The company",
          "speaker_kind": "organisation", "cue": "refused to comment", "mode": "declined"}, TEXT,
         (Mode.DECLINED, "+", Certainty.UNKNOWN)),
        (BRIBES, OTHERS, (Mode.DENIED, "-", Certainty.CERTAIN)),
        ({"claim": "Gamma bought Delta in June", "evidence": "Gamma, which bought Delta"}, OTHERS,
         (Mode.ASSERTED, "+", Certainty.CERTAIN)),
        ({"claim": "Delta closed two yards", "evidence": "It closed two yards."}, OTHERS,
         (Mode.ASSERTED, "+", Certainty.CERTAIN)),
        ({"claim": "The report was late", "evidence": "The NSB said the report was late.", "cue": "said",
          "speaker": "National Safety Board", "speaker_words": "The NSB", "speaker_kind": "government",
          "mode": "reported"}, OTHERS, (Mode.REPORTED, "+", Certainty.CERTAIN)),
        ({"claim": "Ada Lind was tired", "evidence": "Lind said she was tired.", "cue": "said", "mode": "reported",
          "speaker": "Ada Lind", "speaker_words": "Lind", "speaker_kind": "person"}, OTHERS,
         (Mode.REPORTED, "+", Certainty.CERTAIN)),
    ],
)  # fmt: skip
def test_one_that_keeps_it_stands(
    checked: Callable[..., Statement | Refused],
    row: dict[str, Any],
    text: str,
    put: tuple[Mode, str, Certainty],
) -> None:
    """Other voice of the verb, a name for a pronoun, in full or by its letters; the evidence is whole sentences."""
    said = checked(row, text)
    assert isinstance(said, Statement), said
    assert (said.mode, said.polarity, said.certainty) == put
    assert said.evidence == text[slice(*said.evidence_span)]
    assert said.evidence.endswith(".")


def test_who_sounds_surer_than_the_evidence_is_made_less_sure(checked: Callable[..., Statement | Refused]) -> None:
    """By a hedge that the claim keeps, or by the cue."""
    may = checked(CLOSE | {"certainty": "certain"})
    assert isinstance(may, Statement), may
    assert (may.certainty, may.factuality) == (Certainty.POSSIBLE, 1.0)
    row = {"claim": "Omega will fail", "evidence": "Tom Poe fears that Omega will fail.", "speaker": "Tom Poe"}
    fears = checked(row | {"speaker_kind": "person", "cue": "fears", "mode": "reported"}, OTHERS)
    assert isinstance(fears, Statement), fears
    assert fears.certainty is Certainty.POSSIBLE


def test_two_sentences_may_be_evidence_together(checked: Callable[..., Statement | Refused]) -> None:
    """Where one alone does not say it."""
    both = checked({"claim": "Beta sued Acme", "evidence": f"{SUED} {SILENT}"})
    assert isinstance(both, Statement), both
    assert both.evidence == f"{SUED} {SILENT}"


def test_what_the_rules_cannot_read_they_do_not_weigh() -> None:
    """A model reads other languages: there words and evidence are held against the text, and the meaning is its own."""
    sentence = "Das Werk in Norden wird laut Gewerkschaft nicht geschlossen, sagte Petra Lind am Montag vor der Presse."
    text = (
        f"{sentence} Rund dreihundert Beschäftigte bauen dort seit vielen Jahren Fähren. Sie hoffen auf neue Aufträge."
    )
    row = {"claim": "Das Werk in Norden wird nicht geschlossen", "evidence": sentence, "polarity": "-"}
    voice = {"speaker": "Petra Lind", "speaker_kind": "person", "cue": "sagte", "mode": "reported"}
    said = Checker(Piece(text), "llm-test").check(Row.model_validate(row | voice), (0, len(text)))
    assert isinstance(said, Statement), said
    assert (said.polarity, said.cue) == ("-", "sagte")
    invented = Row.model_validate(row | voice | {"claim": "Das Werk in Emden wird nicht geschlossen"})
    assert isinstance(Checker(Piece(text), "llm-test").check(invented, (0, len(text))), Refused)
