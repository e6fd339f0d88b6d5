from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.alerts.forms.harmless import MARKDOWN, PLAIN, clipped, link, one_line
from pipeline.alerts.forms.html import html_page
from pipeline.alerts.forms.telling import spread, title
from pipeline.alerts.forms.text import chat_text, full_text
from pipeline.models import Facts, Severity, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Alert, Channel, Message


def test_a_message_tells_why_what_on_whose_word_and_how_to_stop_it(
    message_of: Callable[..., Message], channel: Channel
) -> None:
    """Each line a paragraph, for a telephone to wrap; times where the readers live."""
    message = message_of(place=2, last_at=message_of().created_at, changed=("origins: 1, now 2", "outlets: 3, now 4"))
    assert full_text(message, channel) == (
        "[Phones] Best Buy stops selling Huawei phones\n"
        "\n"
        "2nd independent origin\n"
        "Best Buy will stop selling Huawei phones\n"
        "“The nation’s largest electronics retailer has ceased ordering new smartphones from Huawei”\n"
        "— Reuters · Best Buy to stop selling Huawei phones\n"
        "Word of unnamed source, via CNET\n"
        "1 origin (unnamed, via CNET) · 4 outlets\n"
        "First: CNET, 2018-03-21 21:22 EDT\n"
        "https://example.org/best_buy?x=1&y=2\n"
        "\n"
        "Since the last message (2018-03-21 21:22 EDT): origins: 1, now 2; outlets: 3, now 4\n"
        "More: https://watch.example.org/\n"
        "Silence: claimwatch alerts silence story:2"
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"origins": 1, "outlets": 4, "origin": "unnamed source", "via": "CNET"},
            "1 origin (unnamed, via CNET) · 4 outlets",
        ),
        ({"origins": 3, "outlets": 9, "origin": "Ann Lee", "via": "CNET"}, "3 origins · 9 outlets"),
        ({"origins": 1, "outlets": 1, "speaker": "Ann Lee"}, "1 origin (Ann Lee) · 1 outlet"),
        (
            {"origins": 1, "outlets": 2, "speaker": "people familiar", "speaker_kind": SpeakerKind.ANONYMOUS},
            "1 origin (unnamed) · 2 outlets",
        ),
        ({"origins": 1, "outlets": 2}, "1 origin · 2 outlets"),
        ({"outlets": 2}, "2 outlets"),
        ({}, None),
    ],
)  # fmt: skip
def test_origins_and_outlets_are_told_apart(facts: dict[str, object], said: str | None) -> None:
    """Forty outlets may have it from one."""
    assert spread(Facts(why="", **facts)) == said


def test_how_a_speaker_is_known_is_said(message_of: Callable[..., Message], channel: Channel) -> None:
    """A name, an office, or nobody; and whether that is read or concluded."""
    named = {"speaker": "Ann Lee", "speaker_kind": SpeakerKind.SPOKESPERSON, "via": "Ann Lee"}
    assert "Word of Ann Lee (spokesperson)\n" in full_text(message_of(facts=named), channel)
    concluded = {"origin": "CNET", "via": None, "basis": "wording"}
    assert "Word of CNET (known by the wording)\n" in full_text(message_of(facts=concluded), channel)
    nobody = {"origin": None, "via": None}
    assert "Nobody is named for it\n" in full_text(message_of(facts=nobody), channel)


def test_somebodys_words_have_one_pair_of_marks(message_of: Callable[..., Message], channel: Channel) -> None:
    """A sentence that begins with a quotation has its own."""
    words = {"evidence": "“We will stop,” said Ann Lee."}
    assert "\n“We will stop,” said Ann Lee.\n" in full_text(message_of(facts=words), channel)
    assert "\n“She said “stop”.”\n" in full_text(message_of(facts={"evidence": "She said “stop”."}), channel)
    assert "“We will stop,” said Ann Lee.</blockquote>" in html_page(message_of(facts=words), channel)


def test_an_outlet_nobody_knows_is_not_named(message_of: Callable[..., Message], channel: Channel) -> None:
    """When it was first seen is known all the same."""
    assert "\nFirst seen: 2018-03-21 21:22 EDT\n" in full_text(message_of(facts={"first_outlet": None}), channel)


def test_an_incident_tells_what_failed(
    message_of: Callable[..., Message], alert_of: Callable[..., Alert], channel: Channel
) -> None:
    """It has no claim: details stand in its place."""
    facts = {"why": "no answer since 08:00", "details": ("5 errors", "HTTP 503")}
    incident = alert_of(bare=True, **facts).model_copy(update={"title": "Feed fails: The Register"})
    message = message_of(incident, subject=incident.title, topic="*", topic_name="*", how_to_silence=None)
    assert full_text(message, channel.model_copy(update={"link": None})) == (
        "[claimwatch] Feed fails: The Register\n\nno answer since 08:00\n5 errors\nHTTP 503"
    )


def test_what_is_urgent_says_so_first(
    message_of: Callable[..., Message], alert_of: Callable[..., Alert], channel: Channel
) -> None:
    """On a screen that is locked, one line is all there is."""
    assert "Urgent: 2nd independent origin" in full_text(message_of(alert_of(severity=Severity.URGENT)), channel)


def test_several_alerts_are_counted(
    message_of: Callable[..., Message], alert_of: Callable[..., Alert], channel: Channel
) -> None:
    """One message for a story, a digest for a day."""
    alerts = [
        alert_of(number, why=f"reason {number}", story=f"Story {story}").model_copy(update={"thread": f"story:{story}"})
        for number, story in ((1, 1), (2, 2), (3, 2))
    ]
    text = full_text(message_of(*alerts, kind="digest", subject="Phones: 3 alerts"), channel)
    assert "[Phones] Digest: 3 alerts\n" in text
    assert "\n\n3. reason 3\n" in text
    assert "\n\n1. Story 1\nreason 1\n" in text
    assert "\n\n2. Story 2\nreason 2\n" in text


def test_a_test_says_that_it_is_one(message_of: Callable[..., Message], channel: Channel) -> None:
    """Nobody shall take it for news."""
    message = message_of(kind="test")
    assert full_text(message, channel).startswith("This is a test.")
    assert chat_text(message, channel, PLAIN, 300).startswith("This is a test.")
    assert "This is a test." in html_page(message, channel)
    assert title(message) == "[Phones] Test: Best Buy stops selling Huawei phones"


@pytest.mark.parametrize("limit", [70, 140, 300, 1_000, 1_900])
@pytest.mark.parametrize("count", [1, 3, 40])
def test_a_chat_message_fits_and_tells_what_it_leaves_out(
    limit: int, count: int, message_of: Callable[..., Message], alert_of: Callable[..., Alert], channel: Channel
) -> None:
    """However much there is to say, and however much escaping adds."""
    alerts = [alert_of(number, evidence="*said* it " * 300, title="_a_" * 90) for number in range(count)]
    text = chat_text(message_of(*alerts, kind="digest"), channel, MARKDOWN, limit)
    assert len(text) <= limit
    if limit > 200:
        assert "Best Buy will stop selling Huawei phones" in text
        assert "https://watch.example.org/" in text
        assert count == 1 or "more" in text or f"\n\n{count}. " in text


def test_a_chat_message_that_fits_leaves_nothing_out(message_of: Callable[..., Message], channel: Channel) -> None:
    """Short stories are told in full."""
    assert chat_text(message_of(), channel, PLAIN, 1_900) == full_text(message_of(), channel)


def test_a_subject_is_one_short_line(message_of: Callable[..., Message]) -> None:
    """120 characters at most, cut between words."""
    subject = title(message_of(subject="Huawei und die\r\nBcc: x@y.z Welt " * 20))
    assert len(subject) <= 120
    assert subject.endswith("…")
    assert "\n" not in subject


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
        "data:text/html,x", "file:///etc/passwd", "//example.org/x", "https://", "https:///x", "https://good.example@evil.example/",
        "https://example.org/\u202egro.elpmaxe", "https://[::1", "vbscript:x", "", None, "https://e.org/" + "x" * 3_000,
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_are_links(url: str | None) -> None:
    """Whatever else a feed calls a link."""
    assert link(url) is None


def test_a_link_has_nothing_that_ends_it() -> None:
    """Quotation marks, brackets and letters beyond ASCII are percent-encoded; what was encoded stays."""
    assert link('https://example.org/é"><b>%20?a=b&c') == "https://example.org/%C3%A9%22%3E%3Cb%3E%20?a=b&c"


def test_invisible_characters_go_and_spelling_stays() -> None:
    """Bidirectional marks turn lines round; joiners spell Persian and hold emoji together."""
    assert one_line("a\u202eb\u2066c\u200bd\ufeff\x00\x1b[31m\ne\u2028f") == "abcd[31m e f"
    assert one_line("می\u200cخواهم 👩\u200d💻") == "می\u200cخواهم 👩\u200d💻"


def test_text_is_cut_between_words() -> None:
    """Or within one where it is long, as in Chinese."""
    assert clipped("one two three four", 15) == "one two three…"
    assert clipped("华" * 20, 10) == "华" * 9 + "…"
