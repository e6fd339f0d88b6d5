from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.replaying import replay

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.alerts.conftest import Morning

FERRIES, PHONES = "ellery-sound-ferries", "huawei-us-market"
WITHDRAWAL = "Vessari Lines will take its three electric ferries out of service from Friday"
KNEW = "Corvane Cells knew in November that its ferry batteries were overheating"
ORDERS = "Best Buy has ceased ordering new smartphones from Huawei"

# What an editor would want to hear of, with why: topic, rule, and how the claim begins.
WANTED: dict[str, list[tuple[str, str, str]]] = {
    "what one unnamed person had said is in a staff notice now: a second, independent origin": [
        (FERRIES, "corroborated", WITHDRAWAL),
    ],
    "the company itself confirms it": [(FERRIES, "on_record", WITHDRAWAL)],
    "the chief executive says which ships, in her own words": [
        (FERRIES, "corroborated", "The Aurelle, the Brightwater and the Cormorant will be taken out"),
    ],
    "Congress stands behind it too, not only the unnamed": [
        (PHONES, "corroborated", "Chinese electronics makers such as Huawei and ZTE pose"),
    ],
    "the accused denies it, and it is known who said it": [(FERRIES, "denied", KNEW)],
    "the outlet takes a figure back": [(FERRIES, "corrected", "420 battery modules are to be opened")],
    "the quotation has grown teeth": [(FERRIES, "changed", "We told the company in March")],
    "an outlet states as fact what CNET has from somebody unnamed": [(PHONES, "changed", ORDERS)],
    "a matter that nobody had written of": [
        (FERRIES, "new_story", "Word on the quay is that Vessari Lines has already hired two diesel"),
    ],
    "new about a party that is watched": [
        (FERRIES, "watched_claim", "Modules of the type fitted on the three electric ferries"),
        (FERRIES, "watched_claim", "The yard that built Vessari’s electric ferries fitted"),
        (FERRIES, "watched_claim", "The limit in Corvane’s manual is 22"),
        (FERRIES, "watched_claim", KNEW),
        (FERRIES, "watched_claim", "Timetables published by Vessari show no change"),
        (FERRIES, "watched_claim", "Vessari was never shown such a document"),
        (FERRIES, "watched_claim", "Every battery module on board will be opened"),
        (FERRIES, "watched_claim", "Vessari has chartered one diesel ferry"),
        (FERRIES, "watched_claim", "Corvane Cells will hand the document"),
        (FERRIES, "watched_claim", "Shares in Corvane are not traded"),
        (FERRIES, "watched_claim", "Vessari Lines has searched its records"),
        (FERRIES, "watched_claim", "Vessari Lines has promised the union a seat"),
        (PHONES, "watched_claim", "Neither AT&T nor any other carrier"),
        (PHONES, "watched_claim", "AT&T was put under pressure"),
        (PHONES, "watched_claim", "Best Buy is about to wave goodbye"),
        (PHONES, "watched_claim", "Best Buy drops Huawei"),
        (PHONES, "watched_claim", "Best Buy has not confirmed this"),
    ],
    "new on the word of somebody who is watched": [
        (FERRIES, "watched_claim", "The Ellery Maritime Inspectorate has opened an investigation into the grounding"),
        (FERRIES, "watched_claim", "Early evidence suggests that a buoy"),
        (FERRIES, "watched_claim", "Ellery Maritime Inspectorate had received the operator’s report"),
        (FERRIES, "watched_claim", "The operator’s report of 21 April had raised more questions"),
        (FERRIES, "watched_claim", "Ellery Maritime Inspectorate has had the drawings"),
        (FERRIES, "watched_claim", "The two cases are not connected"),
        (FERRIES, "watched_claim", "Something happened on 21 April"),
        (FERRIES, "watched_claim", "A maker that learns of a fault"),
        (FERRIES, "watched_claim", "We have no record of such a call"),
        (PHONES, "watched_claim", "Huawei was not giving up"),
    ],
    "of a type that is watched, and about the topic": [
        (FERRIES, "watched_claim", "The Aurelle, the Brightwater and the Cormorant will be taken out"),
        (FERRIES, "watched_claim", "Pelham & Rusk has suspended the service"),
        (FERRIES, "watched_claim", "The ferries will be laid up for at least three weeks"),
        (PHONES, "watched_claim", "Nor is Huawei alone: Ant Financial"),
    ],
}


@pytest.fixture(scope="module")
def alerts(mornings: Morning) -> list[dict[str, Any]]:
    """Every alert there is, with its facts."""
    rows = mornings.published.ask("SELECT * FROM alerts ORDER BY created_at, alert_id").dicts()
    return [row | {"facts": json.loads(row["facts"])} for row in rows]


def _expected() -> list[tuple[str, str, str]]:
    return [step for steps in WANTED.values() for step in steps]


def _told_of(row: dict[str, Any], steps: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [
        (topic, rule, claim)
        for topic, rule, claim in steps
        if (row["topic"], row["rule"]) == (topic, rule) and row["facts"]["claim"].startswith(claim)
    ]


def test_what_an_editor_would_want_is_told_and_nothing_else(alerts: list[dict[str, Any]]) -> None:
    """Each alert is in the lists above, and each line of them was told once."""
    told = [_told_of(row, _expected()) for row in alerts]
    assert [row["title"] for row, steps in zip(alerts, told, strict=True) if not steps] == []
    assert sorted(step for steps in told for step in steps) == sorted(_expected())


def test_the_first_run_tells_nobody(mornings: Morning, alerts: list[dict[str, Any]]) -> None:
    """The seeds alert nobody at all, and no alert of the mornings after it is quiet."""
    first = mornings.published.ask("SELECT run_id FROM runs WHERE first_run").rows
    assert not {row["run_id"] for row in alerts} & {run_id for (run_id,) in first}
    assert {row["quiet"] for row in alerts} == {None}


def test_the_best_buy_story_is_one_conversation_on_one_unnamed_origin(alerts: list[dict[str, Any]]) -> None:
    """However many outlets: the word is CNET's unnamed source's."""
    about = [row for row in alerts if row["topic"] == PHONES and "Best Buy" in row["facts"]["claim"]]
    assert len({row["thread"] for row in about}) == 1
    (flat,) = [row for row in about if row["rule"] == "changed"]
    facts = flat["facts"]
    assert (facts["origins"], facts["origin"], facts["via"]) == (1, "unnamed source", "CNET")
    assert facts["outlets"] > 3
    assert "1 origin (unnamed source, via CNET)" in flat["body"]


def test_confirmation_and_denial_come_in_the_thread_of_their_story(
    mornings: Morning, alerts: list[dict[str, Any]]
) -> None:
    """On the second morning, with the story that was told of on the first; the denier's article is another story's."""
    (began,) = [row for row in alerts if row["rule"] == "corroborated" and _is_of(row, WITHDRAWAL)]
    (confirmed,) = [row for row in alerts if row["rule"] == "on_record" and _is_of(row, WITHDRAWAL)]
    (denied,) = [row for row in alerts if row["rule"] == "denied" and _is_of(row, KNEW)]
    assert began["thread"] == confirmed["thread"] == denied["thread"]
    assert began["created_at"] < min(confirmed["created_at"], denied["created_at"])
    ((elsewhere,),) = mornings.published.ask(
        "SELECT story_id FROM articles WHERE article_id = $id", id=denied["article_id"]
    ).rows
    assert denied["thread"] != f"story:{elsewhere}"


def test_an_echo_is_told_only_for_the_hedge_it_dropped(mornings: Morning) -> None:
    """Copies, retellings and reprints of either topic: no word of them."""
    echoes = mornings.published.ask(
        "SELECT a.rule, a.trigger_key FROM alerts AS a JOIN mentions AS m USING (mention_id)"
        " WHERE m.novelty IN ('echo', 'repeated')"
    ).rows
    assert {rule for rule, _ in echoes} <= {"changed"}
    assert all(trigger.startswith("hedge dropped") for _, trigger in echoes)


def test_replaying_the_mornings_tells_the_same(mornings: Morning, alerts: list[dict[str, Any]]) -> None:
    """Asked of both topics at once."""
    ((began,),) = mornings.published.ask("SELECT min(started_at) FROM runs").rows
    replayed = replay(mornings.published, mornings.topics, began)
    assert sorted(one.body for one in replayed.alerts) == sorted(row["body"] for row in alerts)
    assert sum(replayed.counts.values()) == len(alerts)


def _is_of(row: dict[str, Any], claim: str) -> bool:
    return bool(row["facts"]["claim"].startswith(claim))
