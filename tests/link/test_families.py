from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.errors import UsageError
from pipeline.link.families import Families, families_in, known_families
from pipeline.link.voices import is_short_for, name_key, voice_of

if TYPE_CHECKING:
    from pathlib import Path


SOUND = "[[families]]\nname = 'Hill Titles'\noutlets = ['Hill Post']\n"


def test_what_people_say_stands_before_what_is_widely_known() -> None:
    """And the newest of what they say; names are compared without article and case."""
    assert Families().of("the reuters") == "Thomson Reuters"
    assert Families([("Reuters", None)]).of("Reuters") is None
    assert Families([("Reuters", None), ("REUTERS", "Wire House")]).of("Reuters") == "Wire House"


def test_outlets_of_one_family_have_one_voice_and_others_their_own() -> None:
    """An outlet in no family speaks for itself."""
    families = Families([("Bay Herald", "Bay Titles"), ("The Bay Tribune", "Bay Titles")])
    assert families.voice("the bay herald") == families.voice("Bay Tribune") == voice_of("Bay Titles")
    assert families.voice("Hill Gazette") == voice_of("Hill Gazette")


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("theharbourgazette.example", "The Harbour Gazette"),
        ("www.harbourgazette.co.uk", "Harbour Gazette"),
        ("cnet.com", "CNET"),
    ],
)
def test_an_outlet_known_by_its_host_is_the_one_of_that_name(host: str, name: str) -> None:
    """Else a page that does not say whose it is would be a second voice."""
    assert Families().voice(host) == Families().voice(name) != Families().voice("Hill Gazette")


def test_no_outlet_that_comes_with_the_program_is_in_two_families() -> None:
    """Else which one stands would be chance."""
    outlets = [name_key(outlet) for family in known_families() for outlet in family.outlets]
    assert len(outlets) == len(set(outlets))
    assert min(len(family.outlets) for family in known_families()) > 1


@pytest.mark.parametrize(
    "text",
    [
        f"{SOUND}[[families]]\nname = 'A'\noutlets = 'Herald'",
        f"{SOUND}[[families]]\noutlets = ['Herald']",
        f"{SOUND}[[families]]\nname = 'A'",
        f"{SOUND}[[families]]\nname = ' '\noutlets = ['Herald']",
        f"{SOUND}[[families]]\nname = 'A'\noutlets = ['Herald', '']",
        f"{SOUND}[[families]]\nname = 'A'\noutlets = ['{'x' * 201}']",
        f"{SOUND}[[families]]\nname = 'A'\noutlets = [7]",
    ],
)
def test_a_family_that_cannot_be_meant_is_refused(text: str, tmp_path: Path) -> None:
    """With the name of the file and the how-manieth it is."""
    path = tmp_path / "families.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"families\.toml, family 2\b"):
        families_in(path)


@pytest.mark.parametrize("text", ["families = 1", "families = []", "not toml", "", "outlets = ['Herald']"])
def test_a_file_without_families_is_refused(text: str, tmp_path: Path) -> None:
    """It is not that nothing was to be done."""
    path = tmp_path / "families.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"families\.toml: .*; families are written as"):
        families_in(path)


def test_an_outlet_in_two_families_is_refused(tmp_path: Path) -> None:
    """Which of the two stands would be chance; a file that is not there is told too."""
    path = tmp_path / "families.toml"
    path.write_text(f"{SOUND}[[families]]\nname = 'B'\noutlets = ['the hill post']", encoding="utf-8")
    with pytest.raises(UsageError, match="“the hill post” is in “Hill Titles” and in “B”"):
        families_in(path)
    with pytest.raises(UsageError, match="cannot be read"):
        families_in(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("short", "name", "is_short"),
    [
        ("the Bugle", "Harbour Evening Bugle", True),
        ("Evening Bugle", "Harbour Evening Bugle", True),
        ("the News", "Harbour News", False),
        ("the Star", "Harbour Evening Bugle", False),
        ("the newspaper", "Harbour Evening Bugle", False),
    ],
)
def test_a_piece_of_a_name_stands_for_an_outlet_where_it_tells_something(
    short: str, name: str, *, is_short: bool
) -> None:
    """A "Bugle" is one paper of a town, "the News" any."""
    assert is_short_for(short, name) is is_short
