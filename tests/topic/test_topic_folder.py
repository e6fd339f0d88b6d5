from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline import resources
from pipeline.errors import TopicError
from pipeline.topic.folder import read_topic
from pipeline.topic.planting import plant
from pipeline.topic.relevance import Judge

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

HUAWEI = resources.SEEDS / "huawei-us-market"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small topic folder that works."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text("Best Buy has ceased ordering phones from Huawei.", encoding="utf-8")
    (tmp_path / "topic.toml").write_text('name = "Phones"\n', encoding="utf-8")
    return tmp_path


def test_the_seeds_come_with_what_their_text_says_and_nothing_else(now: datetime) -> None:
    """001 names its author and outlet; no seed has a title, a date or an address, and none is guessed."""
    seeds = {seed.url[5:8]: seed for seed in read_topic(HUAWEI, now).seeds}
    assert (seeds["001"].outlet, seeds["001"].authors) == ("TechJuice", ("Sajeel Syed",))
    assert {seed.outlet for name, seed in seeds.items() if name != "001"} == {None}
    assert {(seed.title, seed.published_at) for seed in seeds.values()} == {(None, None)}


def test_seed_texts_are_taken_letter_for_letter(now: datetime, seed_texts: dict[str, str]) -> None:
    """Every later span is an offset into exactly this text."""
    assert {seed.url[5:8]: seed.text for seed in read_topic(HUAWEI, now).seeds} == seed_texts


@pytest.mark.parametrize(
    ("toml", "complaint"),
    # Each complaint as it follows "topic.toml".
    [
        ('name = "x"\n[terms\n', r", line 2: not valid TOML"),
        (
            'name = "x"\n\n[terms]\nanny = ["y"]\n',
            r", line 4: unknown key “terms\.anny”; did you mean “any”",
        ),
        ('nmae = "x"\n', r".*(unknown key “nmae”; did you mean “name”|“name” is missing)"),
        (
            'name = "x"\n[thresholds]\nrelevance = 7\n',
            r", line 3: “thresholds\.relevance”: .*less than or equal",
        ),
        (
            'name = "x"\n[[entities]]\nname = "y"\nkind = "shop"\n',
            r", line 4: .*“entities\.0\.kind”.*outlet",
        ),
        ("", r": “name” is missing"),
        ('name = " "\n', r", line 1: “name”: must not be empty"),
        ('name = "x"\n[[entities]]\nname = "y"\n[[entities]]\nname = ""\n', r", line 5: .*must not be empty"),
        ('name = "x"\n[[entities]]\nname = "y"\naliases = [""]\n', r", line 4: .*aliases.*must not be empty"),
        ('name = "x"\n[terms]\nany = ["huawei", ""]\n', r", line 3: .*must not be empty"),
        ('name = "x"\n[events]\n"supply.stop" = [""]\n', r", line 3: .*must not be empty"),
        ('name = "x"\n[events]\n"" = ["y"]\n', r": .*must not be empty"),
        ('name = "x"\n[events]\n"a.b.c" = ["y"]\n', r", line 3: “events\.a\.b\.c”: must be a family, or family\.type"),
        ('name = "x"\n[events]\n"on strike" = ["y"]\n', r", line 3: .*without spaces"),
        ('name = "x"\n[events]\nharm = ["y", "* *"]\n', r", line 3: “events\.harm\.1”: must have a letter or digit"),
        ('name = "x"\n[events]\nharm = "y"\n', r", line 3: “events\.harm”: input should be a list"),
        (
            'name = "x"\n[events]\nharm = ["y"]\naid = ["c*t jobs"]\n',
            r", line 4: “events\.aid\.0”: “c\*t jobs”: .*the end of",
        ),
        ('name = "x"\n[events]\nharm = ["** y"]\n', r", line 3: .*by itself for one word"),
        ('name = "x"\n[events]\nharm = ["[x] .+"]\n', r", line 3: .*“\[x\] \.\+” has “\[”, which means nothing here"),
        ('name = "x"\n[events]\nharm = ["laid .*"]\n', r", line 3: .*has “\.\*”"),
        ('name = "x"\n[events]\nharm = ["orders?"]\n', r", line 3: .*has “\?”"),
        (
            'name = "x"\n[events]\nharm = ["y"]\n"supply.stop" = ["Isn’t  paid"]\naid = ["z", "isn\'t paid"]\n',
            r", line 5: “isn't paid” is listed under “supply\.stop” and “aid”; a phrase shows one event type",
        ),
        ('name = "x"\n[watch]\nspeakers = ["a\\u001bb"]\n', r", line 3: .*control characters"),
        ('name = "x"\n[terms]\nany = "huawei"\n', r", line 3: “terms\.any”: input should be a list"),
        (
            'name = "x"\n[alerts.denyed]\non = false\n',
            r", line 2: unknown key “alerts\.denyed”; did you mean “denied”",
        ),
        (
            'name = "x"\n[alerts.changed]\nseverity = "info"\n[alerts.denied]\nseverity = "loud"\n',
            r", line 5: “alerts\.denied\.severity”: input should be 'info', 'notable' or 'urgent'",
        ),
        (
            'name = "x"\n[alerts.corroborated]\nat = [3, 2]\n',
            r", line 3: “alerts\.corroborated\.at”: must rise, each number once",
        ),
        (
            'name = "x"\n[alerts.corroborated]\nat = [1]\n',
            r", line 3: “alerts\.corroborated\.at\.0”: .*greater than or equal to 2",
        ),
        (
            'name = "x"\n[alerts.new_story]\nof = false\n',
            r", line 3: unknown key “alerts\.new_story\.of”; known here: on, severity",
        ),
    ],
)
def test_a_mistake_in_topic_toml_is_shown_by_line_with_what_was_expected(
    folder: Path, now: datetime, toml: str, complaint: str
) -> None:
    """File, line, and the way out; exit code 4."""
    (folder / "topic.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(TopicError, match=r"topic\.toml" + complaint) as caught:
        read_topic(folder, now)
    assert caught.value.exit_code == 4


def test_stars_and_the_marks_of_names_and_sums_are_plain_words(folder: Path, now: datetime) -> None:
    """At the end of a word, at its front, by itself; and nobody has to spell Disney+ or $3 otherwise."""
    phrases = ("order*", "*berries", "cut * jobs", "joins Disney+", "$3 million", "AT&T (Texas)", "Yahoo! buys")
    listed = ", ".join(f'"{phrase}"' for phrase in (*phrases, "Order*"))
    (folder / "topic.toml").write_text(f'name = "x"\n[events]\nharm = [{listed}]\n', encoding="utf-8")
    assert read_topic(folder, now).vocabulary.events["harm"][:-1] == phrases


def test_a_folder_in_the_place_of_topic_toml_is_named(folder: Path, now: datetime) -> None:
    """It is there, and no file."""
    (folder / "topic.toml").unlink()
    (folder / "topic.toml").mkdir()
    with pytest.raises(TopicError, match=r"topic\.toml: is a folder"):
        read_topic(folder, now)


def test_a_folder_without_seeds_says_where_to_put_them(folder: Path, now: datetime) -> None:
    """A topic is learned from its seeds, so there must be one."""
    (folder / "articles" / "one.txt").unlink()
    with pytest.raises(TopicError, match=r"no seed articles; put at least one \.txt file there"):
        read_topic(folder, now)


@pytest.mark.parametrize(
    ("content", "complaint"), [(b"caf\xe9", r"one\.txt: not UTF-8 text \(byte 3\)"), (b" \n", r"one\.txt: is empty")]
)
def test_a_seed_that_cannot_be_used_is_named(folder: Path, now: datetime, content: bytes, complaint: str) -> None:
    """The file's name, and what is wrong with it."""
    (folder / "articles" / "one.txt").write_bytes(content)
    with pytest.raises(TopicError, match=complaint):
        read_topic(folder, now)


def test_an_unreadable_seed_is_named(folder: Path, now: datetime) -> None:
    """A dangling link stands for any file that cannot be opened, whoever runs the test."""
    (folder / "articles" / "two.txt").symlink_to("nowhere")
    with pytest.raises(TopicError, match=r"two\.txt: cannot be read"):
        read_topic(folder, now)


def test_a_missing_folder_points_to_init(tmp_path: Path, now: datetime) -> None:
    """The first mistake a newcomer makes is answered with the command that helps."""
    with pytest.raises(TopicError, match=r"claimwatch init .* --seeds"):
        read_topic(tmp_path / "nothing", now)


def test_a_topic_made_from_seed_files_alone_works_as_it_is(tmp_path: Path, now: datetime) -> None:
    """init, then run, with no editing in between: names are found, and every seed is on its own topic."""
    files = sorted((HUAWEI / "articles").glob("*.txt"))
    planted = plant(tmp_path / "phones", files, None, now)
    assert {"Huawei", "Best Buy", "AT&T", "CNET"} <= set(planted.names)
    topic = read_topic(tmp_path / "phones", now)
    assert [seed.text for seed in topic.seeds] == [path.read_text(encoding="utf-8") for path in files]
    assert all(Judge(topic).relevance(seed).kept for seed in topic.seeds)


def test_init_never_overwrites_a_topic(folder: Path, now: datetime) -> None:
    """What somebody edited is theirs."""
    with pytest.raises(TopicError, match="holds a topic already"):
        plant(folder, [HUAWEI / "articles" / "000_3ffb27c5e58275f6.txt"], None, now)


def test_init_writes_nothing_when_a_file_is_bad(tmp_path: Path, now: datetime) -> None:
    """All or nothing."""
    with pytest.raises(TopicError, match="cannot be read"):
        plant(tmp_path / "new", [HUAWEI / "articles" / "000_3ffb27c5e58275f6.txt", tmp_path / "missing.txt"], None, now)
    assert not (tmp_path / "new").exists()


def test_articles_dropped_into_the_folder_become_its_topic_where_they_are(tmp_path: Path, now: datetime) -> None:
    """Whoever put the articles into seeds/my-topic/articles first need not move them out again."""
    articles = tmp_path / "phones" / "articles"
    articles.mkdir(parents=True)
    for path in (HUAWEI / "articles").glob("*.txt"):
        (articles / path.name).write_bytes(path.read_bytes())
    plant(tmp_path / "phones", sorted(articles.glob("*.txt")), None, now)
    assert len(read_topic(tmp_path / "phones", now).seeds) == 5
