from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.models import Severity
from pipeline.topic import AlertRules, Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pipeline.topic import Topic

CLOSES = "Korrin will close its heater plant in Quarrenby before the winter"
REPORT = f"{CLOSES}, a person familiar with the plans told the Ledger.\n\nWorkers were not informed."
FLAT = f"{CLOSES}. It is a sad day for the town."
SECOND = f"A manager at the works told the Courier that {CLOSES}."
DENIAL = "Korrin will not close its heater plant in Quarrenby, Jory Pentland, the commerce minister, said on Thursday."
RECORD = f"Korrin said on Friday that it will {CLOSES.removeprefix('Korrin will ')}."
RETOLD = f"{CLOSES}, a person familiar with the plans told the Ledger."
LAWYERS = "Lindqvar has hired forty lawyers, Lindqvar said on Friday."
ENGINEERS = "Lindqvar has hired fifty engineers in Vell, Lindqvar said on Saturday."
NOTICE = (
    f"Workers were not informed. Correction: an earlier version of this article said that {CLOSES}. That was wrong."
)


@pytest.fixture
def fired(newsroom: Callable[..., Any], now: datetime) -> Callable[..., list[list[Any]]]:
    """Take articles in, an hour apart, and return the alerts of each."""

    def take_in(*articles: tuple[str, str], topic: Topic | None = None, **fields: str) -> list[list[Any]]:
        room = newsroom(topic) if topic else newsroom()
        return [
            room.take_in(outlet, text, now + timedelta(hours=place + 1), **fields)
            for place, (outlet, text) in enumerate(articles)
        ]

    return take_in


def _rules(alerts: list[list[Any]]) -> list[list[str]]:
    return [[alert.rule for alert in told] for told in alerts]


def test_a_claim_is_followed_from_rumour_to_record(fired: Callable[..., list[list[Any]]]) -> None:
    """Each step once, in one thread: new, a second origin, denied, on record; what only repeats is told nobody."""
    alerts = fired(
        ("Ledger", REPORT),
        ("Courier", SECOND),
        ("Post", RETOLD),
        ("Radio", DENIAL),
        ("Bugle", RECORD),
        ("Mail", RECORD),
    )
    assert _rules(alerts) == [["new_story"], ["corroborated"], [], ["denied"], ["on_record"], []]
    assert len({alert.thread for told in alerts for alert in told}) == 1


def test_an_alert_says_why_now_and_on_whose_word(fired: Callable[..., list[list[Any]]]) -> None:
    """Every part of it is stored text or a count."""
    _, _, (alert,) = fired(("Ledger", REPORT), ("Courier", SECOND), ("Radio", DENIAL))
    facts = alert.facts
    assert (facts.why, facts.claim, facts.before) == ("denied by Jory Pentland", CLOSES, "2 origins, corroborated")
    assert (facts.evidence, facts.speaker) == (DENIAL, "Jory Pentland")
    assert (facts.origins, facts.outlets, facts.outlet) == (2, 2, "Radio")
    assert (facts.first_outlet, facts.url) == ("Ledger", alert.facts.url)
    assert facts.first_at is not None
    assert facts.first_at.utcoffset() == timedelta(0)
    assert alert.title == f"Denied by Jory Pentland: {CLOSES}"
    assert f"“{DENIAL}”" in alert.body
    assert alert.severity is Severity.URGENT


def test_origins_are_counted_and_not_outlets(fired: Callable[..., list[list[Any]]]) -> None:
    """Three outlets on one unnamed person's word are one origin; the person is named beside it."""
    *_, (alert,) = fired(("Ledger", REPORT), ("Post", RETOLD), ("NewsBasket", FLAT))
    assert alert.facts.why == "NewsBasket states it as fact; its origin did not"
    assert (alert.facts.origins, alert.facts.outlets) == (1, 3)
    assert (alert.facts.origin, alert.facts.via) == ("unnamed source", "Ledger")
    assert "1 origin (unnamed source, via Ledger) · 3 outlets" in alert.body
    assert alert.severity is Severity.INFO


def test_a_new_story_tells_also_that_its_claim_is_watched(fired: Callable[..., list[list[Any]]]) -> None:
    """One alert, not two; the next claim about the same party is told as what is watched."""
    first, second = fired(("Post", LAWYERS), ("Post", ENGINEERS))
    assert [(alert.rule, alert.facts.why) for alert in first] == [("new_story", "new story about Lindqvar")]
    assert [(alert.rule, alert.facts.why) for alert in second] == [("watched_claim", "new claim about Lindqvar")]


def test_what_another_rule_would_have_told_is_told_where_that_is_off(
    works: Topic, fired: Callable[..., list[list[Any]]]
) -> None:
    """A rule that is switched off silences no other."""
    off = AlertRules.model_validate({"new_story": {"on": False}})
    assert _rules(fired(("Post", LAWYERS), topic=works.model_copy(update={"alerts": off}))) == [["watched_claim"]]


@pytest.mark.parametrize(
    ("watch", "why"),
    [
        (Watch(speakers=("Lindqvar",)), "new claim on the word of Lindqvar"),
        (Watch(event_types=("personnel",)), "new claim of type personnel"),
        (Watch(outlets=("The Post",)), "new claim in Post"),
    ],
)
def test_who_says_it_what_it_is_and_where_it_stands_can_be_watched(
    watch: Watch, why: str, works: Topic, fired: Callable[..., list[list[Any]]]
) -> None:
    """Speakers by their main name, types as listed, outlets with or without their article."""
    topic = works.model_copy(update={"watch": watch, "alerts": AlertRules.model_validate({"new_story": {"on": False}})})
    ((alert, *_),) = fired(("Post", LAWYERS), topic=topic)
    assert alert.facts.why == why


def test_a_notice_withdraws_a_claim_and_a_silent_edit_only_drops_it(fired: Callable[..., list[list[Any]]]) -> None:
    """Both are told with what the article had said, and by how much they matter."""
    first = fired(("Ledger", REPORT), ("Ledger", NOTICE), url="https://ledger.example/1")
    assert [(one.rule, one.facts.why, one.severity) for one in first[1]] == [
        ("corrected", "withdrawn by Ledger", Severity.URGENT)
    ]


def test_a_sentence_that_is_gone_without_a_word_matters_less(fired: Callable[..., list[list[Any]]]) -> None:
    """Nobody said that it is not so."""
    (_, ((alert),)) = fired(
        ("Ledger", REPORT), ("Ledger", "Workers were not informed."), url="https://ledger.example/1"
    )
    assert (alert.rule, alert.facts.why, alert.severity) == (
        "corrected", "Ledger no longer says so", Severity.NOTABLE,
    )  # fmt: skip
    assert alert.facts.evidence.startswith(CLOSES)


def test_a_refusal_to_comment_is_told_nobody(fired: Callable[..., list[list[Any]]]) -> None:
    """Everybody reports it."""
    assert _rules(fired(("Post", "Lindqvar declined to comment on Thursday."))) == [[]]


def test_a_topic_sets_how_much_a_step_matters_and_when_origins_do(
    works: Topic, fired: Callable[..., list[list[Any]]]
) -> None:
    """Two origins are worth nothing to whoever wants three; a denial may be worth no more than a note."""
    rules = AlertRules.model_validate({"corroborated": {"at": [3]}, "denied": {"severity": "info"}})
    alerts = fired(
        ("Ledger", REPORT), ("Courier", SECOND), ("Radio", DENIAL), topic=works.model_copy(update={"alerts": rules})
    )
    assert _rules(alerts) == [["new_story"], [], ["denied"]]
    assert alerts[2][0].severity is Severity.INFO
