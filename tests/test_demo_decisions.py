"""
The whole way over the example feeds, held to the decisions that stand beside each item.

One demo is played for all of these tests; nothing here looks inside the pipeline, only into the published database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipeline.demo.items import examples

if TYPE_CHECKING:
    from pipeline.demo.expectations import Expectation, ExpectedClaim, ExpectedSupport
    from pipeline.demo.items import Example, Item
    from pipeline.store.published import Published

ITEMS = [(example, item) for example in examples() for item in example.items]
ARTICLES = [(example, item) for example, item in ITEMS if item.expect.outcome == "article"]
DROPS = [(example, item) for example, item in ITEMS if item.expect.outcome == "drop"]
FEEDS = [feed for example in examples() for feed in example.feeds]
STAGES: list[tuple[Example, Item, Expectation]] = [
    (example, item, expect)
    for example, item in ARTICLES
    for expect in (item.expect, *((item.change.expect,) if item.change else ()))
]
CLAIMS = [(item, claim) for _, item, expect in STAGES for claim in expect.claims]
SUPPORTED = [(example, claim) for example in examples() for claim in example.claims]


def _named(value: object) -> str:
    """Name a test by its item."""
    for name in ("id", "label", "url", "evidence"):
        if hasattr(value, name):
            return str(getattr(value, name))[:40]
    return ""


def _article(demo: Published, url: str) -> dict[str, Any]:
    found = demo.ask("FROM articles WHERE url = $url", url=url).dicts()
    assert len(found) == 1, f"{url} is stored {len(found)} times"
    return found[0]


def _url(example: Example, document: str) -> str:
    return example.item(document).url if not document.endswith(".txt") else f"seed:{document}"


@pytest.mark.parametrize(("example", "item"), ARTICLES, ids=_named)
def test_each_item_is_the_copy_or_the_independent_text_it_is(demo: Published, example: Example, item: Item) -> None:
    """Decision and original, as they stand beside the item."""
    article = _article(demo, item.url)
    if item.expect.decision:
        assert article["decision"] == item.expect.decision, article["decision_reason"]
    if item.expect.copy_of:
        original = _article(demo, _url(example, item.expect.copy_of))
        assert article["copy_of"] == original["article_id"], article["decision_reason"]


@pytest.mark.parametrize(("example", "item"), ARTICLES, ids=_named)
def test_each_item_keeps_what_its_page_says_of_it(demo: Published, example: Example, item: Item) -> None:
    """Quality, day of publication, words in the right characters, number of texts kept."""
    article = _article(demo, item.url)
    expect = item.expect
    if expect.quality:
        assert article["quality"] == expect.quality
    if expect.published == "none":
        assert article["published_at"] is None
    elif expect.published:
        assert article["published_at"].date() == expect.published
    if expect.text_contains:
        assert expect.text_contains in article["text"]
    texts = demo.ask("SELECT count(*) FROM ledger.revisions WHERE article_id = $id", id=article["article_id"])
    assert texts.rows == [(max(expect.revisions, item.change.expect.revisions if item.change else 1),)]


@pytest.mark.parametrize(("example", "item"), DROPS, ids=_named)
def test_each_item_left_out_has_a_row_that_says_why(demo: Published, example: Example, item: Item) -> None:
    """Nothing vanishes: stage and reason are kept."""
    drops = demo.ask("FROM drops WHERE url = $url", url=item.url).dicts()
    assert [drop["stage"] for drop in drops] == [item.expect.stage]
    assert (item.expect.reason_contains or "").lower() in f"{drops[0]['reason']} {drops[0]['detail']}".lower()
    assert demo.ask("FROM articles WHERE url = $url", url=item.url).rows == []


@pytest.mark.parametrize("feed", FEEDS, ids=_named)
def test_each_feed_does_as_it_should_and_a_bad_one_is_a_row(demo: Published, feed: object) -> None:
    """A feed that is HTML and one that answers 500 are problems on file, and the others went on."""
    problems = demo.ask("SELECT problem FROM feeds WHERE url = $url", url=feed.url).rows  # type: ignore[attr-defined]  # parametrised
    assert [problem is None for (problem,) in problems] == [feed.expect == "feed"]  # type: ignore[attr-defined]  # parametrised


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.topic)
def test_articles_are_one_story_when_their_labels_say_so(demo: Published, example: Example) -> None:
    """Equal label, equal story; different label, different story."""
    labels = {f"seed:{name}": label for name, label in example.stories.items()}
    labels |= {item.url: item.expect.story for item in example.items if item.expect.story}
    stories = {url: _article(demo, url)["story_id"] for url in labels}
    wrong = [
        (one, other)
        for one in labels
        for other in labels
        if one < other and (labels[one] == labels[other]) != (stories[one] == stories[other])
    ]
    assert not wrong


def _mentions(demo: Published, url: str, evidence: str) -> list[dict[str, Any]]:
    return demo.ask(
        "SELECT m.* FROM mentions AS m JOIN articles AS a USING (article_id)"
        " WHERE a.url = $url AND contains(m.evidence, $evidence)",
        url=url,
        evidence=evidence,
    ).dicts()


@pytest.mark.parametrize(("item", "claim"), CLAIMS, ids=_named)
def test_each_expected_claim_is_found_with_its_word_and_origin(
    demo: Published, item: Item, claim: ExpectedClaim
) -> None:
    """Speaker, mode, origin, basis and novelty, as far as they are sure."""
    found = _mentions(demo, item.url, claim.evidence)
    assert found, "no mention has these words in its evidence"
    part = ("speaker", "origin", "via")
    wanted = claim.model_dump(exclude={"evidence", *part, "basis"}, exclude_none=True)
    if claim.basis:
        wanted["origin_basis"] = claim.basis.value
    fitting = [
        mention
        for mention in found
        if all(mention[key] == value for key, value in wanted.items())
        and all((getattr(claim, key) or "").lower() in (mention[key] or "").lower() for key in part)
    ]
    keys = (*wanted, *part, "claim", "link_reason")
    assert fitting, [{key: mention[key] for key in keys} for mention in found]


@pytest.mark.parametrize(("example", "claim"), SUPPORTED, ids=_named)
def test_each_claim_ends_with_the_origins_and_status_it_should(
    demo: Published, example: Example, claim: ExpectedSupport
) -> None:
    """After the second morning."""
    mentions = _mentions(demo, _url(example, claim.document), claim.evidence)
    claims = [demo.ask("FROM claims WHERE claim_id = $id", id=m["claim_id"]).dicts()[0] for m in mentions]
    keys = ("claim", "origins", "status")
    assert any(
        claim.day_2.origins in {None, found["origins"]} and claim.day_2.status in {None, found["status"]}
        for found in claims
    ), [{key: found[key] for key in keys} for found in claims]


@pytest.mark.parametrize(("example", "claim"), SUPPORTED, ids=_named)
def test_each_claim_passed_the_status_of_the_first_morning(
    demo: Published, example: Example, claim: ExpectedSupport
) -> None:
    """The ladder is a history: where a claim stood on day 1 is still on file."""
    mentions = _mentions(demo, _url(example, claim.document), claim.evidence)
    history = [demo.ask("SELECT status FROM steps WHERE claim_id = $id", id=m["claim_id"]).rows for m in mentions]
    assert claim.day_1.status is None or any((claim.day_1.status.value,) in steps for steps in history), history


def test_a_sentence_makes_the_same_claim_in_every_text_of_its_article(demo: Published) -> None:
    """However many other words have come to other claims since."""
    sql = "SELECT claim FROM mentions GROUP BY article_id, claim, polarity"
    assert demo.ask(f"{sql} HAVING count(DISTINCT revision) > 1").rows
    assert demo.ask(f"{sql} HAVING count(DISTINCT claim_id) > 1").rows == []
