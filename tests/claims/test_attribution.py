from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.claims.attribution.attributions import attributions
from pipeline.claims.reading.lexicon import CUES, forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.claims.reading.sentences import Passage


def parts(p: Passage) -> list[tuple[str | None, str, str | None]]:
    """Speaker, cue and content of each attribution, as text."""
    return [
        (
            p.cut(*a.source) if a.source is not None else None,
            p.cut(*a.cue),
            p.cut(*a.content) if a.content is not None else None,
        )
        for a in attributions(p)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We left,” said Ann Lee, a nurse.", ("Ann Lee, a nurse", "said", "“We left,”")),
        ('"We left early," Ann Lee told reporters.', ("Ann Lee", "told", '"We left early,"')),
        ("Ann Lee said, “We left.”", ("Ann Lee", "said", "“We left.”")),
        ("Ann Lee has also said that they left.", ("Ann Lee", "has also said", "that they left")),
        ("They left early, Ann Lee said on Monday.", ("Ann Lee", "said", "They left early")),
        ("They left early, said Ann Lee.", ("Ann Lee", "said", "They left early")),
        ("Lee told the board that they left.", ("Lee", "told", "that they left")),
        ("Sexton, a teacher, said he knew.", ("Sexton, a teacher,", "said", "he knew")),
        ("Blunt, after a long pause, said he knew.", ("Blunt", "said", "he knew")),
        ("Trump on Tuesday said he knew.", ("Trump", "said", "he knew")),
        (
            "The NSA, FBI, and CIA have all warned that it leaks.",
            ("The NSA, FBI, and CIA", "have all warned", "that it leaks"),
        ),
        ("According to Ann Lee, they left.", ("Ann Lee", "According to", "they left")),
        (
            "They left, according to two people who were there.",
            ("two people who were there", "according to", "They left"),
        ),
        ("CNET reports that the shop closed.", ("CNET", "reports", "that the shop closed")),
        (
            "The letter notes worries over “espionage in general”.",
            ("The letter", "notes", "worries over “espionage in general”"),
        ),
        (
            "Officials continue to express concern that it leaks.",
            ("Officials", "continue to express concern", "that it leaks"),
        ),
        ("As CNET reports, the shop closed.", ("CNET", "reports", "the shop closed")),
        ("The shop closed, as CNET first reported.", ("CNET", "first reported", "The shop closed")),
        (
            "Acme made its bid in April, as its chairman, Ann Lee, told this paper on Monday.",
            ("its chairman, Ann Lee,", "told", "Acme made its bid in April"),
        ),
        (
            "The boats will sail until 9 May, the receiver, Ann Lee, has told creditors.",
            ("the receiver, Ann Lee,", "has told", "The boats will sail until 9 May"),
        ),
        (
            "The Ledger on Saturday quoted three former members of its own staff as saying that they left.",
            ("three former members of its own staff", "saying", "that they left"),
        ),
        (
            "Lee was quoted by the Ledger as saying they left.",
            ("Lee", "was quoted by the Ledger as saying", "they left"),
        ),
        ("The shop closed on Monday, CNET has learned.", ("CNET", "has learned", "The shop closed on Monday")),
        ("The shop closed on Monday, CNET has heard.", ("CNET", "has heard", "The shop closed on Monday")),
        ("CNET has learned that the shop closed.", ("CNET", "has learned", "that the shop closed")),
        ("“We left early. It was late.” ― Ann Lee", ("Ann Lee", "―", "“We left early. It was late.”")),
        ("”We left early, all of us.” — Ann Lee, a nurse.", ("Ann Lee", "—", "”We left early, all of us.”")),
        ("Poll: Voters doubt the plan.", ("Poll", ":", "Voters doubt the plan.")),
    ],
)
def test_speaker_cue_and_content_are_told_apart(
    cut: Callable[[str], Passage], text: str, expected: tuple[str, str, str]
) -> None:
    """Direct, indirect, inverted and nominal reporting, one sentence each."""
    assert parts(cut(text)) == [expected]


def test_a_quotation_after_its_speaker_goes_on_being_theirs(cut: Callable[[str], Passage]) -> None:
    """The second quotation names nobody: it is the first speaker's."""
    found = parts(cut("“We left,” said Ann Lee. “It was late and we were tired.”"))
    assert [(source, content) for source, _, content in found] == [
        ("Ann Lee", "“We left,”"),
        ("Ann Lee", "“It was late and we were tired.”"),
    ]


def test_a_dropped_subject_is_inherited(cut: Callable[[str], Passage]) -> None:
    """Neither "…, noting that" nor "… and added that" has a subject of its own."""
    found = parts(cut("Lee declined to comment on it, noting only that the shop is changing."))
    assert found[1] == ("Lee", "noting", "that the shop is changing")
    found = parts(cut("Lee said the shop closed, and added that it would open again."))
    assert [source for source, _, _ in found] == ["Lee", "Lee"]
    assert found[0][2] == "the shop closed"


def test_an_outlet_that_cites_somebody_passes_their_word_on(cut: Callable[[str], Passage]) -> None:
    """Whose word it was is the speaker, who printed it is `via`."""
    for text, speaker, outlet in (
        (
            "As CNET reports, citing an unnamed source familiar with the matter, the shop closed.",
            "an unnamed source familiar with the matter",
            "CNET",
        ),
        ("The shop closed, the Daily Bugle reported, citing two people.", "two people", "the Daily Bugle"),
        ("CNET quotes a spokeswoman saying, “We closed the shop.”", "a spokeswoman", "CNET"),
        ("The shop closed, CNET has learned from a person briefed on it.", "a person briefed on it", "CNET"),
    ):
        p = cut(text)
        (found,) = attributions(p)
        assert found.source is not None
        assert found.via is not None
        assert (p.cut(*found.source), p.cut(*found.via)) == (speaker, outlet)


@pytest.mark.parametrize(
    "text",
    [
        "Lee helps lead a program called Promise.",
        "The total adds up to nine billion.",
        "The company plans to sell phones.",
        "The phone calls came late.",
        "Lee was called a hero.",
        "They continue to grow.",
    ],
)
def test_a_cue_word_that_hands_nothing_on_is_no_attribution(cut: Callable[[str], Passage], text: str) -> None:
    """Nouns, passives, other senses, and what somebody only plans."""
    assert attributions(cut(text)) == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("A spokesman declined to comment on the deal.", "declined"),
        ("An official of Best Buy has denied commenting on the matter.", "has denied"),
        ("Lee did not comment on the deal.", "did not comment"),
        ("The ministry did not respond to a request for comment.", "did not respond"),
        ("The ministry could not be reached for comment.", "could not be reached"),
    ],
)
def test_a_refusal_to_comment_is_found_however_it_is_put(cut: Callable[[str], Passage], text: str, cue: str) -> None:
    """Among them "denied commenting"."""
    (found,) = attributions(cut(text))
    assert (found.lemma, cut(text).cut(*found.cue)) == ("no comment", cue)


def test_hearsay_has_no_speaker(cut: Callable[[str], Passage]) -> None:
    """Nobody is named by "reportedly" and "it was reported that"."""
    for text in ("AT&T reportedly canceled the deal.", "It was also reported that AT&T canceled the deal."):
        (found,) = attributions(cut(text))
        assert found.source is None


def test_verbs_are_known_in_all_their_forms() -> None:
    """Regular forms are made, irregular ones listed."""
    assert forms("deny") == {"deny", "denies", "denied", "denying"}
    assert {"said", "told", "found", "admitting"} <= CUES.keys()
    assert "telled" not in CUES
