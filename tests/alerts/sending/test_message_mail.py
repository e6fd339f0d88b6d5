from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

import pytest

from pipeline.alerts.senders.mail import mailed
from pipeline.alerts.sending import send
from pipeline.models import Answer, Severity

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage
    from pathlib import Path

    from pipeline.models import Alert, Channel, Message


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate of the mail servers is trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


def read(data: bytes) -> EmailMessage:
    """Read a mail as its receiver would."""
    return message_from_bytes(data, policy=default)  # type: ignore[return-value]  # the default policy makes them


def way(post, to: str = "to=me@example.org", more: str = "&tls=off") -> str:
    """How to reach a mail server on loopback."""
    return f"smtp://{post.host}/?from=watch@example.org&{to}{more}"


def test_a_mail_has_text_and_html_and_says_what_sent_it(
    post, message_of: Callable[..., Message], channel: Channel
) -> None:
    """Read by people on telephones, and by programs that must not answer it."""
    outcome = send(message_of(), channel, way(post))
    assert (outcome.answer, outcome.detail) == (Answer.ACCEPTED, "250 queued as 17")
    (taken,) = post.mails
    mail = read(taken.data)
    assert (taken.sender, taken.recipients) == ("watch@example.org", ["me@example.org"])
    assert mail["Subject"] == "[Phones] Best Buy stops selling Huawei phones"
    assert mail["From"] == "claimwatch <watch@example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"].startswith("claimwatch alerts <")
    text, html = (part.get_content() for part in mail.iter_parts())
    assert "1 origin (unnamed, via CNET) · 4 outlets" in text
    assert "<h1" in html
    assert taken.data.isascii()


def test_a_repetition_has_the_name_of_the_first(post, message_of: Callable[..., Message], channel: Channel) -> None:
    """A mailbox that had it before may show it once."""
    for place in (1, 2):
        for _ in range(2):
            mailed(message_of(key=f"k{place}", place=place), channel, way(post))
    names = [read(mail.data)["Message-ID"] for mail in post.mails]
    assert names[0] == names[1]
    assert names[2] == names[3]
    assert names[0] != names[2]


def test_later_messages_of_a_story_join_its_conversation(
    post, message_of: Callable[..., Message], channel: Channel
) -> None:
    """They refer to the first, have its subject, and other stories and channels stay apart."""
    mailed(message_of(key="a"), channel, way(post))
    mailed(message_of(key="b", place=2), channel, way(post))
    mailed(message_of(key="c", place=3, thread="story:3"), channel, way(post))
    mailed(message_of(key="d", place=2), channel.model_copy(update={"name": "other"}), way(post))
    first, second, other, elsewhere = (read(mail.data) for mail in post.mails)
    assert first["In-Reply-To"] is None
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
    assert second["Subject"] == first["Subject"]
    assert len({mail["References"] for mail in (second, other, elsewhere)}) == 3


def test_what_is_urgent_is_marked(
    post, message_of: Callable[..., Message], alert_of: Callable[..., Alert], channel: Channel
) -> None:
    """Mail programs show it so."""
    mailed(message_of(alert_of(severity=Severity.URGENT)), channel, way(post))
    assert read(post.mails[0].data)["Importance"] == "high"


@pytest.mark.usefixtures("trusted")
def test_tls_is_begun_before_the_password_is_said(post, message_of: Callable[..., Message], channel: Channel) -> None:
    """smtp:// means STARTTLS, with a certificate that is trusted."""
    address = way(post, more="").replace("//", "//watch:p%40ss@")
    assert mailed(message_of(), channel, address).answer is Answer.ACCEPTED
    (taken,) = post.mails
    assert taken.encrypted
    assert taken.user is not None


@pytest.mark.usefixtures("trusted")
def test_tls_may_be_there_from_the_start(encrypted_post, message_of: Callable[..., Message], channel: Channel) -> None:
    """smtps:// means so."""
    address = way(encrypted_post, more="").replace("smtp:", "smtps:")
    assert mailed(message_of(), channel, address).answer is Answer.ACCEPTED
    assert encrypted_post.mails[0].encrypted


def test_a_certificate_nobody_vouches_for_is_not_trusted(
    post, message_of: Callable[..., Message], channel: Channel
) -> None:
    """No password and no mail go there."""
    outcome = mailed(message_of(), channel, way(post, more="").replace("//", "//watch:pass@"))
    assert outcome.answer is Answer.LATER
    assert "certificate is not trusted" in outcome.detail
    assert not post.mails


def test_no_tls_where_it_was_asked_for_is_refused(post, message_of: Callable[..., Message], channel: Channel) -> None:
    """Somebody in between may have taken the word out of the greeting."""
    post.knows = []
    outcome = mailed(message_of(), channel, way(post, more=""))
    assert (outcome.answer, outcome.detail.partition(";")[0]) == (
        Answer.NEVER,
        "the mail server knows no STARTTLS or no login",
    )


@pytest.mark.parametrize(
    ("at", "reply", "answer"),
    [
        ("MAIL", "451 later", Answer.LATER),
        ("MAIL", "550 not from you", Answer.NEVER),
        ("RCPT", "450 greylisted", Answer.LATER),
        ("RCPT", "550 no such user", Answer.NEVER),
        ("DATA", "452 disk full", Answer.LATER),
        ("DATA", "554 no", Answer.NEVER),
        ("(MAIL)", "451 try again", Answer.LATER),
        ("(MAIL)", "552 too big", Answer.NEVER),
        ("EHLO", "421 closing", Answer.LATER),
    ],
)
def test_for_now_and_for_ever_are_told_apart(
    at: str, reply: str, answer: Answer, post, message_of: Callable[..., Message], channel: Channel
) -> None:
    """Whatever the server refuses; what it said is shown."""
    post.replies = {at: reply} | ({"HELO": reply} if at == "EHLO" else {})
    outcome = mailed(message_of(), channel, way(post))
    assert outcome.answer is answer
    assert reply in outcome.detail


def test_a_wrong_password_is_for_ever(post, message_of: Callable[..., Message], channel: Channel) -> None:
    """Trying it again may lock the account."""
    post.replies = {"AUTH": "535 wrong"}
    outcome = mailed(message_of(), channel, way(post).replace("//", "//watch:wrong@"))
    assert outcome.answer is Answer.NEVER


def test_one_refused_recipient_does_not_keep_it_from_the_others(
    post, message_of: Callable[..., Message], channel: Channel
) -> None:
    """Each refusal is told; nobody gets it twice because of another."""
    post.replies = {"RCPT TO:<GONE": "550 no such user"}
    outcome = mailed(message_of(), channel, way(post, "to=gone@example.org,me+news@example.org"))
    assert outcome.answer is Answer.ACCEPTED
    assert "gone@example.org refused: 550 no such user; others: 250 queued" in outcome.detail
    assert post.mails[0].recipients == ["me+news@example.org"]


def test_nobody_gets_it_while_one_is_refused_for_now(
    post, message_of: Callable[..., Message], channel: Channel
) -> None:
    """It will be tried again, and would come twice to those who had it."""
    post.replies = {"RCPT TO:<FULL": "452 mailbox full"}
    outcome = mailed(message_of(), channel, way(post, "to=me@example.org&to=full@example.org"))
    assert outcome.answer is Answer.LATER
    assert not post.mails
