from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.alerts.addresses import checked, kind_of, masked, resolved
from pipeline.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_secret_is_looked_up_where_it_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By name of a variable or of a file, and encoded so that it stays one part of the address."""
    monkeypatch.setenv("PASS", "p@ss/w:rd?#")
    (tmp_path / "key").write_text("s&cret\n", encoding="utf-8")
    to = f"smtps://me:${{env:PASS}}@mail.example/?from=me@mail.example&to=${{file:{tmp_path / 'key'}}}"
    assert resolved(to) == "smtps://me:p%40ss%2Fw%3Ard%3F%23@mail.example/?from=me@mail.example&to=s%26cret"


def test_a_whole_address_may_be_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """As chat services give them out."""
    monkeypatch.setenv("HOOK", "https://hooks.slack.com/services/T0/B0/x?y=z")
    assert resolved("${env:HOOK}") == "https://hooks.slack.com/services/T0/B0/x?y=z"
    assert masked("${env:HOOK}") == "${env:HOOK}"


def test_tokens_keep_their_slashes_in_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack's three tokens may stand in one variable."""
    monkeypatch.setenv("TOKENS", "T1/B1/x1")
    assert resolved("slack://${env:TOKENS}") == "slack://T1/B1/x1"


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("https://example.org/${env:NOT_THERE}", "variable NOT_THERE is not set"),
        ("https://example.org/${file:/not/there}", "/not/there cannot be read"),
        ("https://example.org/${NOT_THERE}", "write \\$\\{env:NAME\\}"),
        ("https://example.org/\r\nX: y", "no line breaks"),
        ("mailto:me@example.org", "CLAIMWATCH_SMTP is not set"),
        ("https://", "write https://HOST/PATH"),
        ("https://host:port/", "write https://HOST/PATH"),
        ("feed:alerts.txt", "does not end in .xml"),
        ("file:alerts.json", "does not end in .jsonl"),
        ("file:not/there/alerts.jsonl", "make the folder"),
        ("smtp://example.org/?from=a@b.c", "add to=ADDRESS"),
        ("smtp://example.org/?to=a@b.c", "from= has no plain mail address"),
        ("smtp://example.org/?from=a@b.c&to=<x@y.z>", "to= has no plain mail address"),
        ("smtp://example.org/?from=a@b.c&to=x@y.z&bcc=q@r.s", "says bcc"),
        ("smtp://example.org/?from=a@b.c&to=x@y.z%0d%0aRCPT", "to= has no plain mail address"),
        ("smtp://example.org/?from=a@b.c&to=x@y.%00z", "to= has no plain mail address"),
        ("smtps://example.org/?from=a@b.c&to=x@y.z&tls=off", "always encrypted"),
        ("carrier-pigeon://roof", "is no address apprise can use"),
        ("ntfy://127.0.0.1/one/two", "names 2 receivers"),
        ("irgendwas", "is no address apprise can use"),
    ],
)
def test_what_cannot_be_used_is_said_with_a_way_out(to: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the channel is added, not when the first alert is lost."""
    monkeypatch.delenv("CLAIMWATCH_SMTP", raising=False)
    with pytest.raises(ConfigurationError, match=why):
        checked(to)


@pytest.mark.parametrize(
    "to",
    [
        "stdout",
        "https://example.org/hook?secret=x",
        "mailto:me@example.org",
        "smtp://mail.example.org:25/?from=a@b.c&to=x@y.z,q@r.s&tls=off",
        "feed:alerts.xml",
        "file:alerts.jsonl",
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
        "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
        "tgram://123456789:abcdefg_hijklmnop/12345",
        "ntfy://127.0.0.1/phones",
        "matrix://user:pass@127.0.0.1/#room",
    ],
)
def test_addresses_of_every_kind_are_good(to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each as docs/alerts-channels.md shows it."""
    monkeypatch.setenv("CLAIMWATCH_SMTP", "smtps://me:x@mail.example.org/?from=me@example.org")
    checked(to)


def test_mail_goes_by_the_server_of_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its password is a reference too; who gets the mail is added."""
    monkeypatch.setenv("PASS", "x")
    monkeypatch.setenv("CLAIMWATCH_SMTP", "smtps://me:${env:PASS}@mail.example?from=me@mail.example")
    way = "smtps://me:x@mail.example?from=me@mail.example&to=a@b.c&to=d@e.f"
    assert resolved("mailto:a@b.c,d@e.f?subject=x") == way


@pytest.mark.parametrize(
    ("to", "shown"),
    [
        ("stdout", "stdout"),
        ("https://user:pw@hooks.example/services/T0/B1?x=y", "https://hooks.example/…"),
        ("https://${env:HOST}/x", "https://…"),
        ("smtps://user:pw@mail.example/?from=a@b.c&to=me+x@example.org", "smtps://mail.example/?to=me+x@example.org"),
        ("mailto:me@example.org", "mailto:me@example.org"),
        ("mailto:me:password@example.org", "mailto:…"),
        ("mailto://user:password@example.org", "mailto:…"),
        ("discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js", "discord://…"),
        ("https://discord.com/api/webhooks/4174216298/JHMHI8qBe7bk2ZwO5U711", "https://…"),
        ("tgram://123456789:abcdefg_hijklmnop/12345", "tgram://…"),
        ("feed:/var/www/alerts.xml", "feed:/var/www/alerts.xml"),
        ("secret", "…"),
        ("user:secret", "…"),
    ],
)
def test_an_address_is_shown_without_what_may_be_secret(to: str, shown: str) -> None:
    """Paths, queries and users of web addresses are passwords more often than not."""
    assert masked(to) == shown


def test_a_chats_own_web_address_is_no_webhook() -> None:
    """Whoever pastes what Slack gives out wants Slack to understand it."""
    assert kind_of("https://hooks.slack.com/services/T0/B0/x") == "service"
    assert kind_of("https://example.org/hook") == "webhook"
