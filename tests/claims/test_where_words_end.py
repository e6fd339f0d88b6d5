"""Where somebody's words end and the author's go on, and which words are nobody's statement at all."""

from __future__ import annotations

import pytest

from pipeline.claims.rules import statements


def _told(text: str) -> list[tuple[str | None, str]]:
    return [(said.speaker, said.claim) for said in statements(text)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "While Acme said it would pay, the bank sued on Monday.",
            [(None, "The bank sued on Monday"), ("Acme", "Acme would pay")],
        ),
        (
            "After Ann Lee announced her resignation by letter, the dockers went on strike.",
            [
                ("Ann Lee", "Ann Lee announced her resignation by letter"),
                (None, "The dockers went on strike"),
            ],
        ),
        (
            "When the town beat Hull in the week that Roe announced his return, Leeds felt proud again.",
            [(None, "Leeds felt proud again")],
        ),
        ("While Roe was in Oslo, Poe said the ferry would sail.", [("Poe", "The ferry would sail")]),
        ("After Roe left, Poe said Acme was late, Norvik was tired.", [("Poe", "Norvik was tired")]),
    ],
)
def test_what_is_said_in_a_clause_that_leads_in_ends_before_the_main_clause(
    text: str, told: list[tuple[str | None, str]]
) -> None:
    """The sentence's own subject and verb are not the word of whom its "while" or "after" names."""
    assert set(told) <= {(speaker, claim) for speaker, claim in _told(text)}
    assert not any("bank sued" in c or "dockers" in c or "Leeds" in c for s, c in _told(text) if s is not None)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The ferry line added five routes in May.", "The ferry line added five routes in May"),
        ("Roe had known her for years.", "Roe had known her for years"),
        ("Norvik maintains a fleet of ten ships.", "Norvik maintains a fleet of ten ships"),
        ("Lee found a dog that had no owner.", "Lee found a dog that had no owner"),
        ("Roe has been pushing for a new port, arguing its merits.", "Roe has been pushing for a new port"),
        ("Acme's recommended charger will go on sale in May.", "Acme's recommended charger will go on sale in May"),
    ],
)
def test_a_verb_of_speech_with_a_thing_after_it_hands_nothing_on(text: str, claim: str) -> None:
    """Whoever adds a route or knows somebody has said nothing: the sentence is the author's."""
    assert _told(text) == [(None, claim)]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Roe attacked the mayor on Sunday after Poe said that she had lied.", "Roe attacked the mayor on Sunday"),
        (
            "Such bias has annoyed Roe, who got less credit than Poe says he deserves.",
            "Such bias has annoyed Roe",
        ),
        (
            "The council sent a letter to regulators showing concern over the dam.",
            "The council sent a letter to regulators showing concern over the dam",
        ),
    ],
)
def test_what_is_left_to_the_author_is_never_broken_off_in_the_middle(text: str, claim: str) -> None:
    """No claim ends in "after" or "with a note that"; a phrase that only tells more of a noun stays in it."""
    assert (None, claim) in _told(text)
    assert not any(said.endswith((" after", " that", " to")) for _, said in _told(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "A handful of pilots in Pasadena, Calif., are not voting.",
            [(None, "A handful of pilots in Pasadena, Calif., are not voting")],
        ),
        ("“Voss was and perhaps still is the best of them,” Lee said.", None),
        ("“This is how they saw Lee, Roe, and Poe. This is how they see Voss,” Holt said.", None),
        ("Even after Lee is replaced, other seats may fall vacant.", [(None, "Other seats may fall vacant")]),
        ("“The port is safe,” Lee added, reflecting the view of most.", [("Lee", "The port is safe")]),
        ("Making the rounds on Sunday shows, Lee said he would go.", [("Lee", "Lee would go")]),
    ],
)
def test_no_claim_is_made_of_half_a_predicate_or_half_a_name(text: str, told: list[tuple[str, str]] | None) -> None:
    """Neither "Voss was" nor "Calif. are not voting" says anything, nor a participle that trails or leads in."""
    found = _told(text)
    assert told is None or found == told
    assert not any(claim.endswith((" was", "Lee, Roe")) for _, claim in found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("“It is a sign of anger,” Lee said, citing low growth.", [("Lee", "It is a sign of anger")]),
        ("“The truth is, Roe has paid,” Lee said.", [("Lee", "Roe has paid")]),
        ("“I mean, a raid is a raid in any town,” Lee said.", [("Lee", "A raid is a raid in any town")]),
        ("“You know, the port is closed,” Lee said.", [("Lee", "The port is closed")]),
        ("“And if Roe wins, the port is safe,” Lee said.", [("Lee", "If Roe wins, the port is safe")]),
        ("Is it fair to say that Lee thought the show was dull?", []),
        (
            "Lee saw the town jail, dubbed the “Hilton” by its inmates.",
            [(None, "Lee saw the town jail, dubbed the Hilton by its inmates")],
        ),
        (
            "The probe has mapped the stars, revealing how they form.",
            [(None, "The probe has mapped the stars")],
        ),
        ("Acme opened a recently announced plant in May.", [(None, "Acme opened a recently announced plant in May")]),
    ],
)
def test_what_stands_beside_a_statement_changes_neither_its_words_nor_whose_it_is(
    text: str, told: list[tuple[str | None, str]]
) -> None:
    """A cost that is cited speaks no more than a participle that describes; "I mean" and "the truth is" lead in."""
    assert _told(text) == told


def test_who_dismisses_a_fear_denies_what_is_feared() -> None:
    """To wave a concern aside says no less that it is not so than to deny a claim."""
    (said,) = statements("Levin dismissed concerns that the bank would fail.")
    assert (said.claim, said.mode, said.polarity) == ("The bank would fail", "denied", "-")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Roe liked the cuts that Lee said saved the port.", (None, "Roe liked the cuts that Lee said saved the port")),
        ("The governor said he was waiting for a report.", ("The governor", "The governor was waiting for a report")),
    ],
)
def test_a_claim_has_the_subject_that_its_sentence_gives_it(text: str, told: tuple[str | None, str]) -> None:
    """What was said of "the cuts" is no claim of whoever said it; the governor's "he" is the governor."""
    assert told in _told(text)


@pytest.mark.parametrize(
    ("text", "mode"),
    [("Likely nominee Ann Lee has built a port.", "asserted"), ("Roe said he has no idea.", "reported")],
)
def test_neither_a_likely_nominee_nor_no_idea_weighs_the_claim(text: str, mode: str) -> None:
    """An adjective of the subject hedges nothing, and who has no idea denies nothing."""
    (said,) = statements(text)
    assert (said.mode, said.certainty) == (mode, "certain")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("On Sunday’s “Night Talk,” Lee said the port would close.", ("Lee", "The port would close")),
        ("As Roe lamented the cuts, Poe opened a new port.", (None, "Poe opened a new port")),
        ("As Roe lamented on Monday, the port is closed.", ("Roe", "The port is closed")),
    ],
)
def test_where_or_while_something_was_said_is_not_what_was_said(text: str, told: tuple[str | None, str]) -> None:
    """The name of a broadcast is no statement, and what happened meanwhile is not the word of who lamented."""
    assert told in _told(text)


def test_to_dispute_that_it_is_so_is_to_deny_it() -> None:
    """With a "that" of its own, no noun such as "claims" has to stand before it."""
    (said,) = statements("Roe disputed that the port had been closed.")
    assert (said.claim, said.mode, said.polarity) == ("The port had been closed", "denied", "-")
