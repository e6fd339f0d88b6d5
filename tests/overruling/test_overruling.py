"""What a person decides otherwise, through the command line: obeyed at once, later, and until it is undone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pipeline.store.database import Database

if TYPE_CHECKING:
    from pathlib import Path


def test_a_merge_makes_two_stories_one_at_once(untouched, merged) -> None:
    """Articles, claims and the old number lead to the story that goes on, and it keeps its headline."""
    stays, goes = untouched.article("000")["story_id"], untouched.article("004")["story_id"]
    assert merged.article("004")["story_id"] == stays
    assert "one and the same withdrawal" in merged.article("004")["story_reason"]
    assert merged.published.ask("SELECT DISTINCT story_id FROM claims").rows == [(stays,)]
    titles = untouched.published.ask("SELECT title FROM stories WHERE story_id = $id", id=stays).rows
    assert merged.published.ask("SELECT title FROM stories").rows == titles
    shown = merged("story", str(goes))
    assert f"story {goes} went into story {stays}, which is shown" in shown.out
    assert "one and the same withdrawal" in shown.out
    assert merged.published.failed_checks() == {}


def test_the_same_overrule_is_made_once(untouched, merged) -> None:
    """The same again says that it stands, and adds no row."""
    again = merged("story", "merge", *(str(untouched.article(digits)["story_id"]) for digits in ("000", "004")))
    assert (again.code, "stands already" in again.out) == (0, True)
    assert f"overrules undo {merged.overrule_id()}" in again.out
    assert merged.published.ask("SELECT count(*) FROM overrules").rows == [(1,)]


def test_an_undone_merge_puts_everything_back(untouched, merged) -> None:
    """To the last mention; the overrule stays on record as undone."""
    assert merged.everything() != untouched.everything()
    undone = merged("overrules", "undo", merged.overrule_id())
    assert (undone.code, undone.err) == (0, "")
    assert merged.everything() == untouched.everything()
    assert merged.published.ask("SELECT count(*) FROM overrules WHERE undone_at IS NOT NULL").rows == [(1,)]
    assert "undone on" in merged("overrules").out
    assert merged.published.failed_checks() == {}
    twice = merged("overrules", "undo", merged.overrule_id())
    assert (twice.code, "was undone already" in twice.err) == (2, True)


def test_a_split_makes_a_story_of_its_own(untouched, split) -> None:
    """Near the one it came out of; and both can be merged with others as before, not with each other."""
    story, own = untouched.article("000")["story_id"], split.article("002")["story_id"]
    assert own not in {story, untouched.article("004")["story_id"]}
    assert (split.article("003")["story_id"], split.article("003")["related_to"]) == (own, story)
    assert split.published.failed_checks() == {}
    refused = split("story", "merge", str(story), str(own))
    assert (refused.code, f"claimwatch overrules undo {split.overrule_id()}" in refused.err) == (2, True)


def test_an_undone_split_puts_everything_back(untouched, split) -> None:
    """Two articles were a story of their own, and then again they are not."""
    undone = split("overrules", "undo", split.overrule_id())
    assert (undone.code, "2 articles went back" in undone.out) == (0, True)
    assert split.everything() == untouched.everything()


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


def test_a_reprocess_keeps_what_a_person_decided(untouched, split) -> None:
    """From whichever stage; and what the rules would have said can be gone back to even after that."""
    before = split.everything()
    assert split("reprocess", "--from", "link").code == 0
    assert split.everything() == before
    assert split("reprocess", "--from", "compare").code == 0
    placed = {(split.article(digits)["story_id"], split.article(digits)["placed_by"]) for digits in ("002", "003")}
    assert len(placed) == 1
    assert next(iter(placed))[1] == "by hand"
    undone = split("overrules", "undo", split.overrule_id())
    assert "was compared again" in " ".join(undone.out.split())
    assert split.everything() == untouched.everything()
    assert split.published.failed_checks() == {}


def test_a_merge_of_unlike_stories_outlasts_a_reprocess_and_the_night(merged) -> None:
    """Beside articles of another story the rules would put each elsewhere; what a person made of them stands."""
    before = merged.published.ask("SELECT article_id, story_id FROM articles ORDER BY ALL").rows
    assert merged("reprocess", "--from", "compare").code == 0
    assert merged("maintain").code == 0
    assert merged.published.ask("SELECT article_id, story_id FROM articles ORDER BY ALL").rows == before
    assert merged.published.ask("SELECT count(*) FROM story_changes WHERE made_by = 'maintain'").rows == [(0,)]


def test_the_night_leaves_a_split_alone(split) -> None:
    """No row is added, tonight or any night."""
    before = split.everything()
    for _ in range(2):
        assert split("maintain").code == 0
    assert split.everything() == before
    assert split.published.ask("SELECT count(*) FROM story_changes WHERE made_by = 'maintain'").rows == [(0,)]


def test_a_merge_is_obeyed_by_the_next_run(untouched, merged, site, seed_texts, topic_folder, monkeypatch) -> None:
    """What comes later and belongs to the story that is no more belongs to the one that goes on."""
    monkeypatch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "127.0.0.1")
    site.article("/again", "A signature away", seed_texts["004"] + "\nThis is a reprint from our archive.")
    folder = topic_folder(site.feed("/feed.xml", "/again"), name="huawei-us-market")
    assert merged.call("run", "--topic", str(folder)).code == 0
    came = merged.published.ask("SELECT decision, story_id FROM articles WHERE NOT is_seed").rows
    assert came == [("near_duplicate", untouched.article("000")["story_id"])]


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("story", "merge", "{000}", "{000}"), 2, "cannot go into itself"),
        (("story", "merge", "{000}", "12345"), 1, "no story 12345"),
        (("story", "merge", "{000}", "9" * 20), 1, "no story 99999999999999999999"),
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


def test_what_a_merge_brought_is_not_split_off_again(merged) -> None:
    """The merge is to be undone instead; it is named."""
    brought = merged.article("004")
    refused = merged("story", "split", str(brought["story_id"]), brought["url"])
    assert (refused.code, f"claimwatch overrules undo {merged.overrule_id()}" in refused.err) == (2, True)


def test_overrules_that_build_on_each_other_can_be_undone_in_any_order(untouched, split) -> None:
    """What was split off goes into a third story; then the split is undone, and only the others stay there."""
    own, third = split.article("003")["story_id"], untouched.article("004")["story_id"]
    number = split.overrule_id()
    split("story", "merge", str(own), str(third))
    assert split.published.ask("FROM story_now($id)", id=third).rows == [(own,)]
    split("overrules", "undo", number)
    assert split.article("003")["story_id"] == untouched.article("003")["story_id"]
    assert split.article("004")["story_id"] == own
    assert split.published.failed_checks() == {}


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
