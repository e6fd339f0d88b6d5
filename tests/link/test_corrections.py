from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.link.article import correct, link
from pipeline.link.notices import is_notice, is_retraction
from pipeline.models import Article, Mode, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pipeline.link.article import Linked
    from pipeline.link.known import KnownClaims
    from pipeline.models import Mention

LOST = "Best Buy has lost 40 lorries of Huawei phones in Nevada"
LOSS = {"subject": "Best Buy", "event_type": "harm"}
CNET = {
    "speaker": "an unnamed source",
    "speaker_kind": SpeakerKind.ANONYMOUS,
    "mode": Mode.REPORTED,
    "origin": "CNET",
    "via": "CNET",
}


@pytest.fixture
def revised(now: datetime) -> Callable[..., Article]:
    """Make the second revision of article 5."""

    def make(text: str, title: str | None = None) -> Article:
        return Article(article_id=5, revision=2, url="http://x.example", text=text, title=title, seen_at=now)

    return make


def _status(known: KnownClaims) -> list[str]:
    return [known.status[claim_id] for claim_id in known.claims]


def test_a_sentence_dropped_without_a_word_is_marked_and_the_claim_stands(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims, revised: Callable[..., Article]
) -> None:
    """That an outlet no longer says so does not say that it is not so; the echo is still there."""
    first = mention(LOST, article=5, outlet="CNET", **LOSS, **CNET)
    tell(first)
    tell(mention(LOST, article=6, outlet="News Mill", **LOSS))
    linked = correct(revised("Phones are cheap this week."), known)
    assert [(made.mention_id, made.novelty) for made in linked.links] == [(first.mention_id, "corrected")]
    assert (linked.steps, _status(known)) == ((), ["single_unnamed"])


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Phones are cheap.\n\nCorrection: an earlier version spoke of lorries.", None),
        ("Phones are cheap.\n\nThis article was amended on 3 May to remove a claim about lorries.", None),
        ("Phones are cheap.", "Corrected: Best Buy and its phones"),
    ],
)
def test_a_notice_takes_the_claim_down_with_its_echoes(
    tell: Callable[..., Linked],
    mention: Callable[..., Mention],
    known: KnownClaims,
    revised: Callable[..., Article],
    text: str,
    title: str | None,
) -> None:
    """Whose finding it was took it back; who only echoed it holds nothing up, and still says so."""
    tell(mention(LOST, article=5, outlet="CNET", **LOSS, **CNET))
    tell(mention(LOST, article=6, outlet="News Mill", **LOSS))
    correct(revised(text, title), known)
    assert _status(known) == ["corrected"]
    assert [told.link.novelty for told in known.of_claim(next(iter(known.claims)))] == ["corrected", "echo"]


def test_a_notice_in_another_article_withdraws_what_its_outlet_said(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """Its own mention is no origin and no support; the echo of another outlet stands uncorrected."""
    first = mention(LOST, article=5, outlet="CNET", **LOSS, **CNET)
    tell(first)
    tell(mention(LOST, article=6, outlet="News Mill", hours=1, **LOSS))
    notice = mention(
        LOST,
        article=7,
        outlet="CNET",
        hours=2,
        evidence="We reported that Best Buy has lost 40 lorries of Huawei phones in Nevada; in fact it lost none.",
        **LOSS,
    )
    linked = tell(notice)
    marked = {made.mention_id: made.novelty for made in linked.links}
    assert marked == {first.mention_id: "corrected", notice.mention_id: "corrected"}
    assert [(step.status, step.origins, step.mention_id) for step in linked.steps] == [
        ("corrected", 1, notice.mention_id)
    ]


def test_an_outlet_that_only_echoed_withdraws_its_echo_alone(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """The claim rests on somebody else, who has not taken it back."""
    tell(mention(LOST, article=5, outlet="CNET", **LOSS, **CNET))
    tell(mention(LOST, article=6, outlet="News Mill", hours=1, **LOSS))
    evidence = "Our article said that Best Buy has lost 40 lorries of Huawei phones in Nevada, which was wrong."
    tell(mention(LOST, article=7, outlet="News Mill", hours=2, evidence=evidence, **LOSS))
    assert _status(known) == ["single_unnamed"]


def test_a_withdrawn_claim_gets_no_new_figure(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims, revised: Callable[..., Article]
) -> None:
    """What corrects it is a claim of its own, against it, and undisputed."""
    tell(mention(LOST, article=5, outlet="CNET", **LOSS, **CNET))
    correct(revised("Correction: Best Buy has lost 4 lorries of Huawei phones in Nevada, not 40."), known)
    linked = tell(mention(LOST.replace("40", "4"), article=5, outlet="CNET", hours=1, **LOSS, **CNET))
    assert [made.novelty for made in linked.links] == ["new"]
    assert len(linked.contradictions) == 1
    assert _status(known) == ["corrected", "single_unnamed"]


def test_a_figure_is_taken_back_by_its_number_alone(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """What was counted is not said again: whose number it was tells which is meant."""
    its = {"speaker": "Best Buy", "speaker_kind": SpeakerKind.ORGANISATION, "cue": "said", "mode": Mode.REPORTED}
    tell(mention("Best Buy knows of 11 fires in its shops", **LOSS, **its))
    figure = "The figure of 11 in its notice of 5 March"
    tell(mention(f"{figure} was out of date when it was printed and should be disregarded", subject=figure, **its))
    assert _status(known) == ["corrected"]


def test_a_body_takes_back_what_its_officer_said(
    mention: Callable[..., Mention], known: KnownClaims, article: Callable[..., Article]
) -> None:
    """Who speaks for it has one voice with it."""
    text = "It has lost 40 lorries, Best Buy's chief executive, Ann Lee, said."
    lee = {"speaker": "Ann Lee", "cue": "said", "mode": Mode.REPORTED}
    link((mention(LOST, article=1, outlet="CNET", evidence=text, **LOSS, **lee),), 7, known, article=article(text))
    its = {"speaker": "Best Buy", "speaker_kind": SpeakerKind.ORGANISATION, "cue": "said", "mode": Mode.REPORTED}
    figure = "The figure of 40 was an error and should be disregarded"
    link((mention(figure, article=2, outlet="Post", hours=2, subject="The figure of 40", **its),), 7, known)
    assert _status(known) == ["corrected"]


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("An earlier version of this story wrongly gave the number as nine.", True),
        ("Clarification: the mayor spoke on Tuesday.", True),
        ("We reported last week that the bridge was shut; we apologise for the error.", True),
        ("We reported on the bridge last week.", False),
        ("The company said its earlier forecast was wrong.", False),
        ("The minister apologised for the mistake.", False),
        ("House prices saw a correction in May.", False),
        ("An article in the Post said that the bridge was shut.", False),
    ],
)
def test_a_notice_is_known_by_its_standing_forms(text: str, *, notice: bool) -> None:
    """An outlet speaks of what it printed itself, and says that it was not so."""
    assert is_notice(text) is notice


def test_a_retraction_speaks_of_what_was_said() -> None:
    """Not of troops that were withdrawn."""
    assert is_retraction("The figure of nine should be disregarded, the ministry said.")
    assert is_retraction("The firm withdrew its statement on Friday.")
    assert not is_retraction("The general withdrew his troops on Friday.")
