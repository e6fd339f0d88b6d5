"""What a person decides otherwise, through the command line: obeyed at once, later, and until it is undone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pipeline.store.database import Database

if TYPE_CHECKING:
    from pathlib import Path


def test_a_merge_makes_two_stories_one_at_once(overruled) -> None:
    """Articles, claims and the old number lead to the story that goes on, and it keeps its headline."""
    stays, goes = overruled.article("000")["story_id"], overruled.article("004")["story_id"]
    ((title,),) = overruled.published.ask("SELECT title FROM stories WHERE story_id = $id", id=stays).rows
    done = overruled("story", "merge", str(stays), str(goes), "--note", "one and the same withdrawal")
    assert (done.code, done.err) == (0, "")
    assert "now 5 articles" in " ".join(done.out.split())
    assert f"overrules undo {overruled.overrule_id()}" in done.out
    assert overruled.article("004")["story_id"] == stays
    assert "one and the same withdrawal" in overruled.article("004")["story_reason"]
    assert overruled.published.ask("SELECT DISTINCT story_id FROM claims").rows == [(stays,)]
    assert overruled.published.ask("SELECT title, articles FROM stories").rows == [(title, 5)]
    shown = overruled("story", str(goes))
    assert f"story {goes} went into story {stays}, which is shown" in shown.out
    assert "one and the same withdrawal" in shown.out
    assert overruled.published.failed_checks() == {}


def test_an_overrule_is_made_once(overruled) -> None:
    """The same again says that it stands, whichever name of the story is used, and adds no row."""
    stays, goes = str(overruled.article("000")["story_id"]), str(overruled.article("004")["story_id"])
    overruled("story", "merge", stays, goes)
    again = overruled("story", "merge", stays, goes)
    assert (again.code, "stands already" in again.out) == (0, True)
    assert overruled.published.ask("SELECT count(*) FROM overrules").rows == [(1,)]


def test_an_undone_merge_puts_everything_back(overruled) -> None:
    """To the last mention; the overrule stays on record as undone."""
    before = overruled.everything()
    stays, goes = str(overruled.article("000")["story_id"]), str(overruled.article("004")["story_id"])
    overruled("story", "merge", stays, goes)
    assert overruled.everything() != before
    number = overruled.overrule_id()
    undone = overruled("overrules", "undo", number)
    assert (undone.code, undone.err) == (0, "")
    assert overruled.everything() == before
    assert overruled.published.ask("SELECT count(*) FROM overrules WHERE undone_at IS NOT NULL").rows == [(1,)]
    assert "undone on" in overruled("overrules").out
    assert overruled.published.failed_checks() == {}
    twice = overruled("overrules", "undo", number)
    assert (twice.code, "was undone already" in twice.err) == (2, True)


def test_an_undone_split_puts_everything_back(overruled) -> None:
    """Two articles are a story of their own, and then again they are not."""
    before, story = overruled.everything(), overruled.article("000")["story_id"]
    leaving = [str(overruled.article("002")["article_id"]), overruled.article("003")["url"]]
    done = overruled("story", "split", str(story), *leaving)
    assert (done.code, done.err) == (0, "")
    assert "2 articles made story" in done.out
    own = overruled.article("002")["story_id"]
    assert own not in {story, overruled.article("004")["story_id"]}
    assert overruled.article("003")["story_id"] == own
    assert overruled.article("003")["related_to"] == story
    assert overruled.published.failed_checks() == {}
    overruled("overrules", "undo", overruled.overrule_id())
    assert overruled.everything() == before


def test_a_copy_by_hand_joins_its_original_and_leaves_it_again(overruled) -> None:
    """It opens no claims of its own while it is one."""
    before, original = overruled.everything(), overruled.article("000")
    done = overruled("article", "copy-of", overruled.article("004")["url"], original["url"])
    assert (done.code, done.err) == (0, "")
    copy = overruled.article("004")
    assert (copy["decision"], copy["copy_of"]) == ("edited_copy", original["article_id"])
    assert (copy["story_id"], copy["compared_by"]) == (original["story_id"], "by hand")
    refused = overruled("article", "independent", copy["url"])
    assert (refused.code, f"overrules undo {overruled.overrule_id()}" in refused.err) == (2, True)
    overruled("overrules", "undo", overruled.overrule_id())
    assert overruled.everything() == before


def test_a_reprocess_keeps_what_a_person_decided(overruled) -> None:
    """From whichever stage; and what the rules would have said can be gone back to even after that."""
    before, story = overruled.everything(), overruled.article("000")["story_id"]
    overruled("story", "split", str(story), overruled.article("003")["url"])
    split, own = overruled.everything(), overruled.article("003")["story_id"]
    assert overruled("reprocess", "--from", "link").code == 0
    assert overruled.everything() == split
    assert overruled("reprocess", "--from", "compare").code == 0
    assert overruled.article("003")["story_id"] == own
    assert overruled.article("003")["placed_by"] == "by hand"
    undone = overruled("overrules", "undo", overruled.overrule_id())
    assert "was compared again" in " ".join(undone.out.split())
    assert overruled.everything() == before
    assert overruled.published.failed_checks() == {}


def test_a_reprocess_keeps_a_copy_in_the_story_of_its_original(overruled) -> None:
    """Though nothing in its words leads there."""
    overruled("article", "copy-of", overruled.article("004")["url"], overruled.article("000")["url"])
    overruled("reprocess", "--from", "compare")
    copy = overruled.article("004")
    assert (copy["decision"], copy["story_id"]) == ("edited_copy", overruled.article("000")["story_id"])


def test_a_merge_is_obeyed_by_the_next_run(overruled, site, seed_texts, topic_folder, monkeypatch) -> None:
    """What comes later and belongs to the story that is no more belongs to the one that goes on."""
    monkeypatch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "127.0.0.1")
    stays, goes = overruled.article("000")["story_id"], overruled.article("004")["story_id"]
    overruled("story", "merge", str(stays), str(goes))
    site.article("/again", "A signature away", seed_texts["004"] + "\nThis is a reprint from our archive.")
    folder = topic_folder(site.feed("/feed.xml", "/again"), name="huawei-us-market")
    assert overruled.call("run", "--topic", str(folder)).code == 0
    came = overruled.published.ask("SELECT decision, story_id FROM articles WHERE NOT is_seed").rows
    assert came == [("near_duplicate", stays)]


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("story", "merge", "{000}", "{000}"), 2, "cannot go into itself"),
        (("story", "merge", "{000}", "12345"), 1, "no story 12345"),
        (("story", "split", "{000}", "nowhere"), 1, "no article “nowhere”"),
        (("story", "split", "{000}", "seed:004"), 2, "is in story {004}, not in story {000}"),
        (("story", "split", "{004}", "seed:004"), 2, "one at least has to stay"),
        (("article", "copy-of", "seed:000", "seed:000"), 2, "cannot be a copy of itself"),
        (("article", "copy-of", "seed:000", "seed:001"), 2, "became known later"),
        (("overrules", "undo", "12345"), 1, "no overrule 12345"),
        (("story", "merge", "{000}"), 2, "Missing argument 'OTHER'"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(overruled, words, code, complaint) -> None:
    """One line that names the thing, and the exit code of its kind."""
    urls = {f"seed:{digits}": overruled.article(digits)["url"] for digits in ("000", "001", "004")}
    stories = {f"{{{digits}}}": str(overruled.article(digits)["story_id"]) for digits in ("000", "004")}
    outcome = overruled(*(urls.get(word, stories.get(word, word)) for word in words))
    for name, number in stories.items():
        complaint = complaint.replace(name, number)
    assert (outcome.code, outcome.out) == (code, "")
    assert complaint in outcome.err
    assert overruled.published.ask("FROM overrules").rows == []


def test_a_merge_of_what_a_person_split_is_refused_and_the_other_way_round(overruled) -> None:
    """The overrule that stands is named, and how to undo it."""
    story = overruled.article("000")["story_id"]
    overruled("story", "split", str(story), overruled.article("003")["url"])
    split, own = overruled.overrule_id(), overruled.article("003")["story_id"]
    refused = overruled("story", "merge", str(story), str(own))
    assert (refused.code, f"claimwatch overrules undo {split}" in refused.err) == (2, True)
    overruled("overrules", "undo", split)
    overruled("story", "merge", str(story), str(overruled.article("004")["story_id"]))
    refused = overruled("story", "split", str(story), overruled.article("004")["url"])
    assert (refused.code, f"claimwatch overrules undo {overruled.overrule_id()}" in refused.err) == (2, True)


def test_merges_follow_each_other_and_each_can_be_undone(overruled) -> None:
    """A story that went into one that went into a third is found there, and comes back by itself."""
    first, third = overruled.article("000")["story_id"], overruled.article("004")["story_id"]
    overruled("story", "split", str(first), overruled.article("003")["url"])
    second = overruled.article("003")["story_id"]
    overruled("story", "merge", str(second), str(third))
    outer = overruled.overrule_id()
    overruled("story", "merge", str(second), str(third))
    assert overruled.article("004")["story_id"] == second
    assert overruled.published.ask("FROM story_now($id)", id=third).rows == [(second,)]
    overruled("overrules", "undo", outer)
    assert overruled.article("004")["story_id"] == third
    assert overruled.article("003")["story_id"] == second


def test_while_a_run_is_under_way_nothing_is_overruled(overruled, tmp_path: Path) -> None:
    """Exit code 5, as for a second run."""
    with Database(tmp_path / "var").run_lock():
        outcome = overruled("article", "independent", overruled.article("004")["url"])
    assert (outcome.code, "another run holds it" in outcome.err) == (5, True)
    assert overruled.published.ask("FROM overrules").rows == []


def test_a_topic_that_is_left_out_is_asked_for_first(overruled, topic_folder) -> None:
    """Before anything is stored."""
    outcome = overruled.call("article", "independent", overruled.article("004")["url"], "--topic", str(topic_folder()))
    assert (outcome.code, "“huawei-us-market” too" in outcome.err) == (4, True)
    assert overruled.published.ask("FROM overrules").rows == []


def test_what_was_right_already_can_be_made_sure_of(overruled) -> None:
    """An independent article stays independent whatever later rules say; the list is there for programs too."""
    done = overruled("article", "independent", overruled.article("001")["url"], "--note", "we asked them")
    assert (done.code, "was that already" in done.out) == (0, True)
    (record,) = map(json.loads, overruled("overrules", "--json").out.splitlines())
    assert (record["kind"], record["note"], record["undone_at"]) == ("independent", "we asked them", None)
    assert record["articles"] == [overruled.article("001")["url"]]
    assert "we asked them" in overruled("why", overruled.article("001")["url"]).out
