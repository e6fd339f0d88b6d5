from __future__ import annotations

import pytest

from pipeline.link.offices import bodies_in


def _party(words: str) -> str | None:
    """Return a topic's party: one that has boats, with the role that a description has."""
    return "Acme Ferries" if words.lower().removeprefix("the ") in {"acme", "acme ferries", "operator"} else None


@pytest.mark.parametrize(
    ("text", "who", "body"),
    [
        ("Ann Lee, chief executive of Harbour Freight, said so.", "Ann Lee", "Harbour Freight"),
        ("Ann Lee, Acme's head of communications, said so.", "Ann Lee", "Acme Ferries"),
        ("Ann Lee, the operator's managing director, said so.", "Ann Lee", "Acme Ferries"),
        ("Acme spokeswoman Ann Lee said so.", "Ann Lee", "Acme Ferries"),
        ("Ann Lee, who speaks for Acme, said so.", "Ann Lee", "Acme Ferries"),
        ("Ann Lee of the Dockers' Union said so.", "Ann Lee", "Dockers' Union"),
        ("Acme Ferries is sold. Ann Lee, its chairman, said so.", "Ann Lee", "Acme Ferries"),
        ("Acme Ferries is sold. Nobody knew. Chief Executive Ann Lee said so.", "Ann Lee", "Acme Ferries"),
        ("The High Court ruled on Monday. Mrs Justice Hale ordered a refund.", "Mrs Justice Hale", "High Court"),
        ("Dunmouth police came. Superintendent Ann Lee said so.", "Ann Lee", "Dunmouth police"),
        (
            "The Court of Appeal ruled on Monday. Lord Justice Hale ordered a refund.",
            "Lord Justice Hale",
            "Court of Appeal",
        ),
        ("Ann Lee of the Seafarers' Guild said so.", "Ann Lee", "Seafarers' Guild"),
        ("Ann Lee, the administrator of Harbour Freight, said so.", "Ann Lee", "Harbour Freight"),
        ("Tom Hill, 24, is leaving. He is sad. His agent, Ann Lee, said so.", "Ann Lee", "Tom Hill"),
        ("Tom Hill was held. Hill is well. His lawyer, Ann Lee, said so.", "Ann Lee", "Tom Hill"),
    ],
)
def test_officers_and_spokespeople_speak_for_their_body(text: str, who: str, body: str) -> None:
    """Named with their office, before or after, or as one of a body."""
    assert bodies_in(text, _party) == {who: body}


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee of Boston said so.",
        "Ann Lee, a former director of Acme, said so.",
        "Ann Lee, a nurse at Acme, said so.",
        "In the harbour café, Ann Lee had counted the boats.",
        "The High Court ruled. The Appeal Court differed. Mr Justice Hale was sorry.",
    ],
)
def test_others_speak_for_themselves(text: str) -> None:
    """Whoever only comes from a place, worked there once, or may be of one of two."""
    assert bodies_in(text, _party) == {}
