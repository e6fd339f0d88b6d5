from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipeline.store.migrate import failed_checks
from pipeline.store.published import Published
from pipeline.text import content_id

if TYPE_CHECKING:
    from tests.store.conftest import Month


def test_what_was_known_then_is_what_the_database_held_then(
    month: Month,
) -> None:
    """Replayed batch by batch: later verdicts, withdrawals and steps change nothing of what had been known before."""
    published = Published(month.ledger.database.published)
    assert len(month.counted) == 11
    for moment, rows in month.counted.items():
        for since in ("1970-01-01", "2018-03-01"):
            then = f"support_as_of('{moment:%Y-%m-%d %H:%M:%S}', since := '{since}')"
            assert published.ask(month.counts.format(then)).rows == rows, moment
    late = published.ask("SELECT count(*) FROM support_as_of('2018-03-30', since := '2018-03-05')").rows
    assert late == [(3,)]


def test_the_month_holds_together(month: Month) -> None:
    """Every check of the ledger is empty: the month could have been linked so."""
    with month.ledger.database.writing() as connection:
        assert failed_checks(connection) == {}


def test_said_by_counts_what_was_published_whenever_it_came(month: Month) -> None:
    """The union and the unnamed source, and not the denial of the company."""
    published = Published(month.ledger.database.published)
    told = published.ask(
        "SELECT claim, articles, origins, denying FROM said_by('2018-03-03 23:00') ORDER BY articles DESC"
    )
    assert told.rows == [("Korrin will close its plant", 4, 2, 1), ("Korrin does not comment", 1, 1, 0)]


ANSWERS: dict[str, tuple[dict[str, str], str, list[tuple[Any, ...]]]] = {
    "new_since_yesterday": ({"since": "2018-03-05"}, "claim, origins, articles", [
        ("Eleven heaters burned", 1, 2), ("Nineteen heaters burned", 1, 2), ("The agency has yet to speak", 1, 1)]),
    "changed_since_yesterday": ({"since": "2018-03-02"}, "claim, was, became, moved_by", [
        ("Korrin will close its plant", "single_unnamed", "on_record", "Ledger")]),
    "new_voices": ({"since": "2018-03-01"}, "claim, voice, novelty, origins, articles", [
        ("Korrin will close its plant", "Korrin", "on_record", 3, 6),
        ("Korrin will close its plant", "the union", "new_origin", 3, 6)]),
    "talked_about": ({"since": "2018-03-01"}, "subject, origins, articles, new_claims", [
        ("Korrin", 3, 6, 2), ("Halo", 1, 4, 1), ("the agency", 0, 1, 1)]),
    "claims_a_day": ({"since": "2018-03-06"}, "day::VARCHAR, new_claims, mentions, origins, articles", [
        ("2018-03-06", 0, 1, 1, 1), ("2018-03-07", 1, 1, 1, 1), ("2018-03-08", 1, 2, 1, 1)]),
    "known_on_a_day": ({"day": "2018-03-02 20:00"}, "claim, status, origins, articles", [
        ("Korrin will close its plant", "disputed", 1, 3), ("Korrin does not comment", "on_record", 1, 1)]),
    "who_said_it_first": ({}, "claim, first_outlet, followers, origins", [
        ("Korrin will close its plant", "Ledger", 5, 3), ("Eleven heaters burned", "Ledger", 1, 1),
        ("Nineteen heaters burned", "Compass", 1, 1)]),
    "on_whose_word": ({"since": "2018-03-01"}, "origin, claims, mentions, articles", [
        ("Korrin", 2, 4, 4), ("the agency", 2, 4, 4), ("unnamed source", 1, 2, 2), ("the union", 1, 1, 1)]),
    "one_origin_many_outlets": ({}, "claim, articles, origins", [
        ("Eleven heaters burned", 2, 1), ("Nineteen heaters burned", 2, 1)]),
    "corroborated": ({}, "claim, origins, articles", [("Korrin will close its plant", 3, 6)]),
    "unnamed_only": ({}, "claim", []),
    "from_rumour_to_record": ({"since": "2018-03-01"}, "claim, first_outlet, took::VARCHAR", [
        ("Korrin will close its plant", "Ledger", "2 days 23:00:00")]),
    "quotes_by_person": ({"since": "2018-03-01", "person": "korr"}, "person, words", [
        ("Korrin", "“We will close the plant this year for good,” Korrin said.")]),
    "quote_variants": ({"since": "2018-03-01"}, "quotation, quoted_by, outlet, given_as, words_kept", [
        ("We will close the plant this year for good,", 1, "Basket", "Korrin said it will close the plant this year.",
         6)]),
    "declined_to_comment": ({"since": "2018-03-01"}, "speaker, outlet, evidence", [
        ("Korrin", "Ledger", "Korrin declined to comment.")]),
    "one_claim": ({"claim": str(content_id("claim", "ELEVEN"))}, "outlet, novelty, origin_basis, status_after", [
        ("Ledger", "corrected", "stated", "single_named, corrected"), ("Basket", "echo", "inferred", None)]),
    "who_is_always_first": ({}, "outlet, first_with, later_corroborated, withdrawn_or_disputed", [
        ("Ledger", 2, 1, 1), ("Compass", 1, 0, 1)]),
    "coverage_by_outlet": ({"since": "2018-03-01"},
        "outlet, articles, origins, first_with, echoes, hedges_dropped", [
        ("Basket", 4, 3, 1, 4, 1), ("Ledger", 3, 3, 2, 0, 0), ("Compass", 2, 2, 1, 0, 0), ("Wire", 1, 1, 0, 0, 0)]),
    "how_late_outlets_follow": ({"since": "2018-03-01"}, "outlet, echoes, median_lag::VARCHAR", [
        ("Basket", 4, "1 day")]),
    "who_drops_attribution": ({"since": "2018-03-01"}, "outlet, evidence, origin, via", [
        ("Basket", "Korrin closes its plant.", "unnamed source", "Ledger")]),
    "attribution_by_outlet": ({"since": "2018-03-01"}, "outlet, mentions, dropped, dropped_an_echo", [
        ("Basket", 5, 1, 0.25), ("Ledger", 4, 0, None), ("Compass", 2, 0, None), ("Wire", 1, 0, None)]),
    "who_carries_whom": ({"since": "2018-03-01"}, "outlet, carries, articles, claims, origins", [
        ("Basket", "Ledger", 1, 1, 1)]),
    "only_here": ({"since": "2018-03-01", "outlet": "basket"}, "outlet, claim, origins", [
        ("Basket", "The agency has yet to speak", 1)]),
    "denials": ({"since": "2018-03-01"}, "claim, denied_by, outlet, evidence, status", [
        ("Korrin will close its plant", "Korrin", "Compass", "Korrin denied that it would close.", "on_record")]),
    "denials_that_stand": ({}, "claim, origins, articles", [
        ("Nineteen heaters burned", 1, 2), ("The agency has yet to speak", 1, 1)]),
    "claims_that_died": ({"since": "2018-03-01"}, "claim, status", [
        ("Nineteen heaters burned", "disputed"), ("Eleven heaters burned", "corrected"),
        ("The agency has yet to speak", "disputed")]),
    "corrected": ({"since": "2018-03-01"}, "claim, corrected_by, still_says_so, evidence", [
        ("Eleven heaters burned", "Ledger", "Basket", "Eleven heaters burned.")]),
    "contradictions": ({"since": "2018-03-01"}, "claim, contradicts, in_one_article, origins, contradicts_articles", [
        ("The agency has yet to speak", "Nineteen heaters burned", True, 1, 2),
        ("Nineteen heaters burned", "Eleven heaters burned", False, 1, 2)]),
    "runs": ({}, "outcome, texts", [("ok", 11)]),
}  # fmt: skip


@pytest.mark.parametrize("question", ANSWERS)
def test_a_saved_question_answers_what_the_month_tells(month: Month, question: str) -> None:
    """Known answers, by columns that say what they count; origins stand beside articles."""
    given, columns, answer = ANSWERS[question]
    table = Published(month.ledger.database.published).saved(question, given)
    wanted = [column.split("::")[0] for column in columns.split(", ")]
    assert set(wanted) <= set(table.columns)
    rows = [tuple(_written(row[name], f"{name}::VARCHAR" in columns) for name in wanted) for row in table.dicts()]
    assert rows == answer


def _written(value: Any, text: bool) -> Any:  # noqa: FBT001 - cells are of every kind
    return str(value).replace(" days, ", " days ").replace(", 0:00:00", "") if text else value


def test_a_quiet_day_is_told_from_a_deaf_one(month: Month) -> None:
    """On the ninth the only poll failed; before, nobody asked a feed; nothing is said of days after the last run."""
    told = Published(month.ledger.database.published).saved("why_a_day_was_quiet", {"since": "2018-02-28"}).dicts()
    assert [(row["day"].day, row["articles"], row["verdict"]) for row in told][:2] == [
        (28, 0, "nobody asked"),
        (1, 2, "nobody asked"),
    ]
