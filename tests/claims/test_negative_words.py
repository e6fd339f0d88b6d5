from __future__ import annotations

import pytest

from pipeline.claims.rules import statements
from pipeline.models import SpeakerKind


@pytest.mark.parametrize(
    "text",
    [
        "Nothing in the report shows that Acme lied.",
        "Nowhere does the report say that Acme lied.",
        "Hardly anyone believes the company will survive.",
        "No report says that Acme lied.",
        "No one at the bank says the loans are safe.",
        "None of the witnesses said that the driver was drunk.",
        "Scarcely anybody thinks that the plan will work.",
        "Nothing suggests that the pilot was ill.",
        "Neither study found that the pill works.",
        "No evidence shows that the mayor knew.",
        "Nobody has said that the plant will close.",
        "At no point did the minister say that the dam was safe.",
        "Never did Roe claim that she had won.",
        "Not a single witness said the driver was drunk.",
        "Few doctors say that the pill works.",
        "Little suggests that the drug works.",
        "Neither did Poe say that the bank had failed.",
        "Nothing shows that the mayor knew and that the clerk lied.",
    ],
)
def test_what_nobody_says_is_not_claimed(text: str) -> None:
    """That nobody says it is the author's claim, and a negative one."""
    (found,) = statements(text)
    assert (found.claim, found.polarity) == (text.rstrip("."), "-")
    assert (found.speaker, found.speaker_kind) == (None, SpeakerKind.AUTHOR)
    assert found.factuality < 0


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("At no point did Acme pay a bribe.", -3),
        ("In no way is the drug safe.", -3),
        ("Under no circumstances will Acme sell the plant.", -3),
        ("By no means was the vote fair.", -3),
        ("Nor did Acme pay a fine.", -3),
        ("Never before has Acme lost money.", -3),
        ("Not once did the mayor visit the camp.", -3),
        ("At no time was the public in danger.", -3),
        ("On no account may the valve be opened.", -3),
        ("At no stage has the firm broken the law.", -3),
        ("Nowhere has the virus spread faster.", -3),
        ("The drug is by no means safe.", -3),
        ("Acme is in no way linked to the fire.", -3),
        ("The firm at no time broke the law.", -3),
        ("Rarely does Acme pay its fines.", -2),
        ("Seldom has a mayor been so loved.", -2),
        ("Acme rarely pays its fines.", -2),
        ("The court seldom overturns such rulings.", -2),
        ("The minister said the dam had rarely been checked.", -2),
        ("The pill does not help children.", -3),
        ("The pill did not help the patients.", -3),
        ("Doctors could not help the boy.", -3),
    ],
)
def test_a_negative_word_outside_the_verb_negates(text: str, factuality: float) -> None:
    """Wherever it stands; what happens rarely happens, so that is probably not so and no more."""
    (found,) = statements(text)
    weight = min(float(found.factuality), 0.0)
    if text.startswith("On no account"):
        assert found.polarity == "-"
    else:
        assert (found.polarity, weight) == ("-", factuality)


@pytest.mark.parametrize(
    "text",
    [
        "Not only did Acme pay the fine in May.",
        "Not until June did Acme pay the fine.",
        "No fewer than nine people died in the fire.",
        "Roe could not help laughing at the verdict.",
        "The mayor cannot help but notice the smell.",
        "A few doctors said that the pill works.",
        "Hardly had the bank paid when it failed.",
        "The firm settled without admitting guilt.",
        "Roe said she was not alone in the house.",
        "Little Rock officials said the bridge is shut.",
        "Never mind the rain, the match was won.",
    ],
)
def test_what_only_looks_negative_is_not(text: str) -> None:
    """It was paid, though "not until June"; who cannot help laughing laughs."""
    assert {s.polarity for s in statements(text)} <= {"+"}
