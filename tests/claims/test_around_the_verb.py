"""What stands between a speaker, the verb and the statement: stock tickers, days, occasions, listeners."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.claims.rules import statements
from pipeline.models import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Statement


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        ("Apple Inc. (NASDAQ: AAPL) said on Tuesday it had bought Beta.", "Apple Inc. had bought Beta", "Apple Inc."),
        ("Acme Corp (ACM.N) said on Monday it would cut 300 jobs.", "Acme Corp would cut 300 jobs", "Acme Corp"),
        ("Shell <RDSa.L> said it would sell the refinery.", "Shell would sell the refinery", "Shell"),
        ("Tencent (0700.HK) said the game had been withdrawn.", "The game had been withdrawn", "Tencent"),
        ("Berkshire (NYSE: BRK.A, BRK.B) said it had sold the shares.", "Berkshire had sold the shares", "Berkshire"),
        ("The lender [BNK.OL] said it had lost money.", "The lender had lost money", "The lender"),
        (
            "Acme Corp. (NASDAQ: ACME), a leading maker of drones, announced it had bought Beta.",
            "Acme Corp. had bought Beta",
            "Acme Corp.",
        ),
        ("The World Food Programme (WFP) said the port was shut.", "The port was shut", "The World Food Programme"),
        ("Sen. Ann Lee (D-Calif.) said the bill would fail.", "The bill would fail", "Sen. Ann Lee"),
        ("The mine was never safe, Ann Lee (58) said.", "The mine was never safe", "Ann Lee"),
        ("“The mine was never safe,” Ann Lee (58) said.", "The mine was never safe", "Ann Lee"),
    ],
)
def test_a_bracket_after_a_name_speaks_for_nobody(
    said: Callable[[str], Statement], text: str, claim: str, speaker: str
) -> None:
    """The speaker is whoever stands before the bracket, and their span ends there."""
    found = said(text)
    assert (found.claim, found.speaker) == (claim, speaker)
    assert found.speaker_span is not None
    assert text[slice(*found.speaker_span)] == speaker


def test_two_names_keep_the_bracket_between_them(said: Callable[[str], Statement]) -> None:
    """Only the last bracket can be left out of "Lee (D-Calif.) and Wu (R-Ohio)"."""
    found = said("Reps. Lee (D-Calif.) and Wu (R-Ohio) said the bill would fail.")
    assert (found.claim, found.speaker) == ("The bill would fail", "Reps. Lee (D-Calif.) and Wu")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Acme said on Tuesday it had bought Beta.", "Acme had bought Beta"),
        ("Acme said late Friday that it had bought Beta.", "Acme had bought Beta"),
        ("Acme said in a statement the plant would close.", "The plant would close"),
        ("Roe told reporters on Monday the dam was safe.", "The dam was safe"),
        ("Acme said on Monday it had fired 300 workers on Friday.", "Acme had fired 300 workers on Friday"),
        ("Acme said Tuesday night sales had doubled.", "Sales had doubled"),
        ("Acme said last week the plant would close.", "The plant would close"),
        ("Acme said earlier this month it would not pay.", "Acme would not pay"),
        ("The ministry said on 3 May the bridge had been rebuilt.", "The bridge had been rebuilt"),
        ("The ministry said on May 3 the bridge had been rebuilt.", "The bridge had been rebuilt"),
        ("The ministry said two weeks ago the bridge was safe.", "The bridge was safe"),
        ("The bank said in a statement on Monday its head had resigned.", "Its head had resigned"),
        ("Ann Lee said in an interview with the BBC the plan was dead.", "The plan was dead"),
        ("Ann Lee said at a news conference in Oslo the plan was dead.", "The plan was dead"),
        ("Ann Lee said in London the plan was dead.", "The plan was dead"),
        ("Ann Lee announced at a hearing on Thursday, the plan was dead.", "The plan was dead"),
        ("Ann Lee wrote in an e-mail to employees the plan was dead.", "The plan was dead"),
        ("Ann Lee wrote on Twitter the plan was dead.", "The plan was dead"),
        ("Ann Lee said by telephone from Oslo the plan was dead.", "The plan was dead"),
        ("Acme announced on its website the plant had been sold.", "The plant had been sold"),
        ("Acme said in its annual report profits had fallen.", "Profits had fallen"),
    ],
)
def test_when_and_where_it_was_said_is_no_part_of_it(said: Callable[[str], Statement], text: str, claim: str) -> None:
    """With a "that" before the statement or without."""
    assert said(text).claim == claim


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Acme said in the long run, the plant would pay.", "in the long run, the plant would pay"),
        ("Acme said under the deal it would keep the plant.", "under the deal it would keep the plant"),
        ("Acme said in Norway sales had fallen.", "in Norway sales had fallen"),
        ("Acme said by Friday the plant would be shut.", "by Friday the plant would be shut"),
    ],
)
def test_what_narrows_the_statement_stays_in_it(said: Callable[[str], Statement], text: str, content: str) -> None:
    """A term or a country before a statement may limit it."""
    found = said(text)
    assert found.content_span is not None
    assert text[slice(*found.content_span)] == content


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Jane Roe told reporters the plant would close.", "The plant would close"),
        ("Jane Roe told lawmakers the bank had failed.", "The bank had failed"),
        ("Jane Roe told the court Bob Ray had lied.", "Bob Ray had lied"),
        ("Jane Roe told AFP the dam was safe.", "The dam was safe"),
        ("Acme told the BBC it will sell the plant.", "Acme will sell the plant"),
        ("Jane Roe told the inquiry the records were lost.", "The records were lost"),
        ("Jane Roe told Reuters Acme had paid the ransom.", "Acme had paid the ransom"),
        ("Jane Roe told Fox News Acme had paid the ransom.", "Acme had paid the ransom"),
        ("Jane Roe told investors profits had risen.", "Profits had risen"),
        ("Jane Roe told investors 300 workers would be fired.", "300 workers would be fired"),
        ("Jane Roe told the committee staff had deleted the files.", "Staff had deleted the files"),
        ("Jane Roe told the jury her husband had left.", "Her husband had left"),
        ("Jane Roe told the newspaper on Monday the plant would close.", "The plant would close"),
        ("Jane Roe told a hearing in Oslo the plant would close.", "The plant would close"),
        ("Jane Roe told her staff there were no plans to close the plant.", "There were no plans to close the plant"),
        ("The bank assured customers their money was safe.", "Their money was safe"),
        ("The bank informed investors the deal had collapsed.", "The deal had collapsed"),
        ("Police told residents of the town the river had burst its banks.", "The river had burst its banks"),
    ],
)
def test_whoever_is_told_is_no_part_of_what_they_are_told(
    said: Callable[[str], Statement], text: str, claim: str
) -> None:
    """The listener ends where the statement's own subject begins."""
    assert said(text).claim == claim


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Roe said that, according to Poe, Acme would close the plant.", "Acme would close the plant"),
        ("Roe said that according to Poe, Acme would close the plant.", "Acme would close the plant"),
        ("Roe said according to Poe, Acme would close the plant.", "Acme would close the plant"),
    ],
)
def test_what_somebody_has_from_somebody_else_is_no_word_of_the_author(
    said: Callable[[str], Statement], text: str, claim: str
) -> None:
    """It is the word of whoever comes last in the chain, handed on by the first."""
    found = said(text)
    assert (found.claim, found.speaker) == (claim, "Poe")
    assert found.chain == ("Roe", "Poe")


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        ("Not everyone welcomed the deal, said Ann Lee.", "Not everyone welcomed the deal", "Ann Lee"),
        ("That's perfect, Boudreau said.", "That's perfect", "Boudreau"),
        ("Acme costs $3 million a day, Acme said.", "Acme costs $3 million a day", "Acme"),
        ("“Make no mistake,” he said.", "Make no mistake", "he"),
        ("“The Easter egg roll with my kids,” Ann Lee said.", "The Easter egg roll with my kids", "Ann Lee"),
        ("“Welcome to the new Oslo,” Ann Lee said in a written statement.", "Welcome to the new Oslo", "Ann Lee"),
        ("Nobody was hurt, said Ann Lee, the owner.", "Nobody was hurt", "Ann Lee"),
        ("The price rose 8%, Ann Lee told investors.", "The price rose 8%", "Ann Lee"),
    ],
)
def test_no_claim_keeps_the_words_that_say_whose_it_is(
    said: Callable[[str], Statement], text: str, claim: str, speaker: str
) -> None:
    """Whoever speaks last in the sentence speaks for all of it."""
    found = said(text)
    assert (found.claim, found.speaker) == (claim, speaker)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The rule is likely to help, Lee said, describing it as a small thing.", ["The rule is likely to help"]),
        ("“The rule will help,” Lee said, declining to answer questions about it.", ["The rule will help"]),
        ("“The dam is safe,” he said, according to Poe.", ["The dam is safe"]),
        ("Tom Lee, a baker, said last week the letters do not express what he thinks.", ["The letters do not express"]),
        (
            "He said that the wall was why he was elected, one of the officials said.",
            ["The wall was why he was elected"],
        ),
        ("An official who attended said Lee’s team believed it would be late.", ["Lee’s team believed it would"]),
        ("Her words, said Ann Lee, “are just what the president wanted.”", ["Her words are just what"]),
        ("Ann Lee called the plan “a mistake,” but Tom Poe said it was late.", ["Ann Lee called the plan", "was late"]),
        ("Lee said that's a mistake.", ["That's a mistake"]),
    ],
)
def test_a_claim_of_somebodys_words_holds_nobody_elses(
    text: str, wanted: list[str], claims: Callable[[str], list[str]]
) -> None:
    """Nor does any consist of the word of whoever speaks around them."""
    found = claims(text)
    assert all(any(part in claim for claim in found) for part in wanted)
    assert not any(claim.endswith((" said", "said last week")) or ", Lee said" in claim for claim in found)
    assert len({claim.lower() for claim in found}) == len(found)


@pytest.mark.parametrize(
    "text",
    [
        "Police shot Tom Hill.",
        "Acme fired workers.",
        "Liverpool beat Chelsea.",
        "Acme sued Beta.",
        "Ann Lee died.",
        "Acme cut jobs.",
        "Banks shed jobs.",
        "Acme buys Beta.",
        "Shares fell sharply.",
        "Police shot a man in Oslo.",
        "Acme bid $3 million for Beta.",
    ],
)
def test_three_words_can_be_news(text: str, said: Callable[[str], Statement]) -> None:
    """Somebody, a verb with a tense and whom it happened to."""
    found = said(text)
    assert (found.claim, found.speaker_kind) == (text[:-1], SpeakerKind.AUTHOR)


@pytest.mark.parametrize(
    "text", ["It happened.", "He did.", "That was it.", "Read it.", "Shares up.", "Ann Lee reports", "Story continues"]
)
def test_a_few_words_that_name_nothing_are_no_news(text: str, claims: Callable[[str], list[str]]) -> None:
    """A pronoun and a verb, an instruction, a caption."""
    assert claims(text) == []


def test_what_led_to_it_comes_before(claims: Callable[[str], list[str]]) -> None:
    """The main clause may be two words long when another leads in."""
    assert "Shares rose" in claims("After Acme closed the plant, shares rose.")


@pytest.mark.parametrize("bullet", ["* ", "• ", "- ", "– ", "· ", "▪ ", "‣ ", "● "])
def test_a_list_makes_claims_without_its_bullets(bullet: str) -> None:
    """Nor does the evidence begin with one."""
    (found,) = statements(f"{bullet}Gamma fired 300 workers.")
    assert (found.claim, found.evidence) == ("Gamma fired 300 workers", "Gamma fired 300 workers.")
    assert found.subject == "Gamma"


@pytest.mark.parametrize("title", ["Union and Acme disagree", "Lee and Wu agree", "Acme and its workers disagree"])
def test_a_title_in_the_text_is_nobodys_word(title: str) -> None:
    """A line without a statement hands nothing on."""
    found = statements(f"{title}\nThe plant in Oslo closed on Monday after a strike.")
    assert {s.speaker for s in found} == {None}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Sales, the company said, rose by 10 percent and would go on rising.",
            ["Sales rose by 10 percent", "Sales would go on rising"],
        ),
        ("Prices went on falling in May, the bank said.", ["Prices went on falling in May"]),
        ("The strike goes on being felt in Oslo.", ["The strike goes on being felt in Oslo"]),
    ],
)
def test_to_go_on_doing_something_is_to_say_nothing(
    text: str, parts: list[str], claims: Callable[[str], list[str]]
) -> None:
    """Only "went on:" or "went on to say" speaks."""
    assert claims(text) == parts
