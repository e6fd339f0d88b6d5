from __future__ import annotations

import pytest

from pipeline.claims.rules import statements
from pipeline.models import Certainty, Mode


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Acme denied that it would not pay its workers.", "Acme would not pay its workers"),
        ("Acme denied it had failed to pay taxes in Norway.", "Acme had failed to pay taxes in Norway"),
        ("Roe denied that nobody was paid.", "Nobody was paid"),
        ("Roe denied that Acme had refused to pay.", "Acme had refused to pay"),
        ("Acme denied it had paid bribes.", "Acme had paid bribes"),
        ("The ministry denied that the dam was not safe.", "The dam was not safe"),
        ("The union denies that it has rejected the offer.", "The union has rejected the offer"),
        ("The carrier has repeatedly denied that it avoided paying fees.", "The carrier avoided paying fees"),
        ("Poe denied the bank had lacked cash.", "The bank had lacked cash"),
        ("The airline denied that its planes were unable to fly.", "Its planes were unable to fly"),
        ("The club denied that few fans had come.", "Few fans had come"),
        ("Lee flatly denied that she wanted to leave.", "Lee wanted to leave"),
        ("The bank denied it would close if the talks failed.", "The bank would close if the talks failed"),
        ("The bank denied that it might close.", "The bank might close"),
        ("The embassy denied that no visas were issued.", "No visas were issued"),
        ("Poe denied murder and theft.", "Poe denied murder and theft"),
        ("Acme denied the charges.", "Acme denied the charges"),
        ("Poe denied knowing that the money was stolen.", "Poe denied knowing that the money was stolen"),
        ("Poe denied any knowledge that it was stolen.", "Poe denied any knowledge that it was stolen"),
        ("The firm denied allegations that it had dumped oil.", "The firm had dumped oil"),
        ("Roe denied on Monday that she had left.", "Roe had left"),
        ("The army denied a role in the blast, which killed nine.", "The army denied a role in the blast"),
        ("The mayor denied taking bribes.", "The mayor denied taking bribes"),
        ("The mayor denied failing to pay rent.", "The mayor denied failing to pay rent"),
    ],
)
def test_what_somebody_denies_is_denied_however_it_is_put(text: str, denied: str) -> None:
    """A denied "not" admits nothing: the claim as it is shown is what is denied."""
    found = [(s.claim, s.mode, s.polarity, s.factuality, s.certainty) for s in statements(text)]
    assert found == [(denied, Mode.DENIED, "-", -3, Certainty.CERTAIN)]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Acme denied the charges and declined to comment further.",
            [("Acme denied the charges", "denied"), ("Acme declined to comment further", "declined")],
        ),
        (
            "The nurse denied the allegations but refused to answer questions.",
            [("The nurse denied the allegations", "denied"), ("The nurse refused to answer questions", "declined")],
        ),
        (
            "The trader denied fraud and left the court.",
            [("The trader denied fraud", "denied"), ("The trader left the court", "asserted")],
        ),
        (
            "Roe, who denies murder, will appear in court in May.",
            [("Roe will appear in court in May", "asserted"), ("Roe denies murder", "denied")],
        ),
        (
            "Lee Poe, who denied fraud, was sentenced to two years on Friday.",
            [("Lee Poe was sentenced to two years on Friday", "asserted"), ("Lee Poe denied fraud", "denied")],
        ),
        (
            "Police arrested Tom Roe, who denies murder.",
            [("Police arrested Tom Roe", "asserted"), ("Tom Roe denies murder", "denied")],
        ),
        (
            "Roe denied the claims, and Poe sold her shares in May.",
            [("Roe denied the claims", "denied"), ("Poe sold her shares in May", "asserted")],
        ),
    ],
)
def test_a_denial_ends_where_another_predicate_begins(text: str, claims: list[tuple[str, str]]) -> None:
    """Nobody denies that they left the court, or that they will appear in one."""
    assert sorted((s.claim, s.mode) for s in statements(text)) == sorted(claims)


@pytest.mark.parametrize(
    "text",
    [
        "The court denied the appeal.",
        "The judge denied bail.",
        "The agency denied the company a permit.",
        "The board denied his application for a visa.",
    ],
)
def test_what_a_court_denies_somebody_is_no_denial(text: str) -> None:
    """An appeal is turned down, not said to be untrue."""
    (found,) = statements(text)
    assert (found.claim, found.polarity) == (text.rstrip("."), "+")
    assert found.mode is not Mode.DENIED


@pytest.mark.parametrize(
    "text",
    [
        "Acme has not denied that it paid the ransom.",
        "Roe refused to deny that Acme had paid.",
        "Roe stopped short of denying that Acme had paid.",
        "Acme neither confirmed nor denied the report.",
        "Acme has neither confirmed nor denied that it paid.",
        "The ministry would neither confirm nor deny the deal.",
        "Acme had no comment.",
        "Acme had no immediate comment on the report.",
        "Acme would not confirm the deal.",
        "Neither Roe nor Poe responded to a request for comment.",
        "Acme did not immediately respond.",
        "The palace would not confirm that the king was ill.",
        "The palace would not confirm or deny that the king was ill.",
        "The palace did not deny that the king was ill.",
        "The palace did not confirm or deny that the king was ill.",
        "Roe declined to deny that the bank had failed.",
        "The club has never denied that it owed the money.",
        "Nobody at Acme responded to a request for comment.",
        "The army offered no comment on the strike.",
        "Officials refused to confirm whether the man had died.",
        "Roe neither admitted nor denied the charges.",
        "Acme never responded.",
        "Neither company commented.",
        "The firm doesn’t deny that it dumped the waste and that fish died.",
    ],
)
def test_who_does_not_deny_has_declined(text: str) -> None:
    """What somebody did not deny is not on their word; that they did not is the claim."""
    found = [(s.claim, s.mode, s.polarity, s.certainty, s.factuality) for s in statements(text)]
    assert found == [(text.rstrip("."), Mode.DECLINED, "+", Certainty.UNKNOWN, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "The army did not respond to the attack.",
        "The patients did not respond to the drug.",
        "The rebels did not answer fire.",
        "The test did not confirm the diagnosis.",
    ],
)
def test_who_was_not_asked_has_not_declined(text: str) -> None:
    """Attacks and drugs ask for no comment."""
    assert Mode.DECLINED not in {s.mode for s in statements(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The claim that Poe would leave is false, Acme said.",
        "It is not true that Poe would leave, Acme said.",
        "Acme said it was untrue that Poe would leave.",
        "There is no truth to rumours that Poe would leave, Acme said.",
        "Acme said there was no truth in reports that Poe would leave.",
    ],
)
def test_what_is_called_untrue_is_what_is_denied(text: str) -> None:
    """However that is put, before who says so or after."""
    (said,) = statements(text)
    assert (said.claim, said.speaker, said.mode, said.polarity) == ("Poe would leave", "Acme", Mode.DENIED, "-")


def test_that_something_is_wrong_may_be_an_opinion() -> None:
    """It is to be paid all the same."""
    (said,) = statements("It is wrong that Poe should pay, Acme said.")
    assert said.claim == "It is wrong that Poe should pay"


@pytest.mark.parametrize(
    "text", ["The ministry has yet to confirm the deaths.", "Officials have not confirmed the deaths."]
)
def test_who_has_not_confirmed_denies_nothing(text: str) -> None:
    """It is no word on the deaths."""
    (said,) = statements(text)
    assert (said.event_type, said.mode is Mode.DENIED) == ("statement.no_comment", False)
