from __future__ import annotations

import pytest

from pipeline.claims.rules import statements


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Norvik, a retailer of lamps, lost money. The retailer closed ten shops.", "Norvik"),
        (
            "The plane maker Aurelle Aviation hired 40 people in Turin. The company will build a second hall.",
            "Aurelle Aviation",
        ),
        ("The World Health Organization met on Monday. The agency approved the vaccine.", "World Health Organization"),
        ("Ilse Krag, the mayor, cut the ribbon. The mayor thanked the builders.", "Ilse Krag"),
        ("Midfielder Tom Ferrante, 34, broke his leg. The 34-year-old will miss the final.", "Tom Ferrante"),
        ("The governor fled the city on Monday. Governor Yusuf Bako left by boat.", "Yusuf Bako"),
        ("Chad’s health ministry ordered masks. The ministry paid for them.", "the ministry"),
        ("The electoral commission counted again. The commission found three errors.", "electoral commission"),
    ],
)
def test_a_definite_noun_is_whom_the_article_calls_that(text: str, subject: str) -> None:
    """By role, by age, by what its name ends with; before the name too, where only one bears the role."""
    found = {s.subject for s in statements(text)}
    assert any((subject.removeprefix("the ").lower() in (name or "").lower()) for name in found)
    assert "The retailer" not in found


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Judge Maria Holt jailed Peter Voss. He will appeal in May.", "Peter Voss will appeal in May"),
        ("Peter Voss sued Maria Holt. She will fight the case.", "Maria Holt will fight the case"),
        ("Maria Holt said he had lied about Peter Voss.", "He had lied about Peter Voss"),
        ("Ann Lee left the board. Dan Lee took her seat. Ms Lee will keep her shares.", "Ms Lee will keep her shares"),
        ("A new bridge opened in Porto on Monday. It cost 40 million euros.", "The new bridge cost 40 million euros"),
        ("Dunholm Rovers confirmed they have signed Tom Hill.", "Dunholm Rovers have signed Tom Hill"),
        (
            "The Ministry of Trade said it was not going to lend money.",
            "The Ministry of Trade was not going to lend money",
        ),
        (
            "The World Health Organization met on Monday. It will meet again.",
            "The World Health Organization will meet again",
        ),
    ],
)
def test_a_pronoun_agrees_with_whom_it_stands_for(text: str, claim: str) -> None:
    """In gender, as first names and titles tell it, and number; it keeps the article that the name has."""
    assert claim in {s.claim for s in statements(text)}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Aurelle Aviation sued Corvane Motors. The club was not told.", "The club was not told"),
        ("Lisbon was quiet. The company will close.", "The company will close"),
        ("It was 22 below zero in Duluth.", "It was 22 below zero in Duluth"),
        ("The port opened in May. It may be a long winter.", "It may be a long winter"),
        ("Norvik lost money. The port authority closed the quay.", "The port authority closed the quay"),
        ("Analysts expected less. He resigned on Friday.", "He resigned on Friday"),
        ("The Ministry of Trade said she had not resigned.", "She had not resigned"),
        ("The Ministry of Trade said it was going to be a long winter.", "It was going to be a long winter"),
    ],
)
def test_where_it_is_uncertain_nobody_is_put(text: str, claim: str) -> None:
    """A club is no company, a town neither, a winter is what it is; a wrong name would be worse than none."""
    assert statements(text)[-1].claim == claim


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Gavin Roe, manager of Milford Rovers, said: “We were poor.”", "Milford Rovers was poor"),
        ("“We were lucky,” Dunmore coach Gill Harte said.", "Dunmore was lucky"),
        ("Norvik closed ten shops. “We had no choice,” Chief Executive Ann Holt said.", "Norvik had no choice"),
        ("Norvik closed ten shops. “We had no choice,” Ann Holt said.", "We had no choice"),
    ],
)
def test_we_is_the_body_that_the_speaker_leads(text: str, claim: str) -> None:
    """The one named with the role, or, for a chief executive, the company so far; anybody else's "we" stays."""
    assert statements(text)[-1].claim == claim


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Host Jonny Marsh is believed to have left the show.", "Host Jonny Marsh has left the show"),
        ("The whips are said to be furious.", "The whips are furious"),
        ("Norvik is understood to favour a sale.", "Norvik favours a sale"),
        ("It is understood the parts came from Shenzhen.", "The parts came from Shenzhen"),
    ],
)
def test_what_is_only_said_to_be_so_is_nobodys_word(text: str, claim: str) -> None:
    """Without a "that" too; the claim is what is said to be so."""
    (found,) = statements(text)
    assert (found.claim, found.speaker_kind, found.speaker_entity) == (claim, "anonymous", None)


def test_an_article_of_many_names_takes_time_by_its_length() -> None:
    """Thousands of retailers and thousands of Anns: no name or noun is looked for further back than news reaches."""
    names = [f"{a}{b}{c}on".capitalize() for a in "bdfgklmnprst" for b in "aeiou" for c in "bdfgklmnprst"]
    text = " ".join(f"The retailer {name} met Ann {name} in May. The retailer wept. {name} wept too." for name in names)
    assert len(statements(text)) >= len(names)
