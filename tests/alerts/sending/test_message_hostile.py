from __future__ import annotations

import html
import io
import json
import re
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
import requests
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.alerts.forms.harmless import ENTITIES, MARKDOWN, PARTED, clipped, one_line
from pipeline.alerts.forms.html import html_page
from pipeline.alerts.forms.telling import title
from pipeline.alerts.forms.text import chat_text, full_text
from pipeline.alerts.senders import feed_file, lines_file, mail, services, webhook
from pipeline.alerts.senders.terminal import printed
from pipeline.models import Answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.models import Channel, Message

SERVICES = {
    "slack": "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
    "slack bot": "slack://xoxb-1234-1234-abc124/#general",
    "discord": f"discord://123456789012345678/{'abcdefghij' * 7}",
    "discord markdown": f"discord://123456789012345678/{'abcdefghij' * 7}?format=markdown",
    "teams": "workflows://prod-00.westus.logic.azure.com:443/643e69f83c8944438d68119179a10a64/KODXAbcAbcAbc",
    "telegram": "tgram://123456789:abcdefg_hijklmnop/12345",
    "telegram markdown": "tgram://123456789:abcdefg_hijklmnop/12345?format=markdown",
    "ntfy": "ntfy://127.0.0.1:9/phones",
    "matrix": "matrix://user:pass@127.0.0.1:9/#room?format=html",
    "mattermost": "mmost://127.0.0.1:9/3ccdd113474722377935511fc85d3dd4",
    "google chat": "gchat://workspace/key/token",
    "rocket chat": "rocket://abcdefgh/ijklmnop@127.0.0.1:9/#room",
    "json": "json://127.0.0.1:9/x",
}
CALLS = re.compile(r"@[\w*\[&!]|<[!@#/a-zA-Z]|\]\(|\]\[|\]:")
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\u00ad]")
texts = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from("@everyone <!here> <script> ]( \r\n \u202e javascript: &lt; 华 \\ ]:".split(" ")),
    ),
    max_size=12,
).map("".join)  # fmt: skip
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.attributes += attrs

    def handle_comment(self, data: str) -> None:
        """Note a comment as a tag: the template has none."""
        self.tags.append(f"!--{data}")

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


@quick
@given(text=texts)
@example(text="[x](javascript:alert(1)) <@U1> @everyone")
def test_no_wording_calls_or_opens_anything(text: str) -> None:
    """Whatever stands in a text from the web."""
    line = one_line(text)
    for wording in (PARTED, MARKDOWN, ENTITIES):
        worded = wording.text(line)
        assert not CALLS.search(worded)
        assert wording is not ENTITIES or "<" not in worded


@quick
@given(text=texts)
def test_a_reader_sees_the_text_as_it_was(text: str) -> None:
    """What was put between its letters has no width, and escapes are taken out by who reads them."""
    line = one_line(text)
    assert PARTED.text(line).replace("\u200b", "") == line
    assert html.unescape(ENTITIES.text(line)).replace("\u200b", "") == html.unescape(html.escape(line, quote=False))
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", MARKDOWN.text(line)).replace("\u200b", "") == line


@quick
@given(text=texts, limit=st.sampled_from([140, 300, 1_000, 1_900]))
def test_a_chat_message_is_never_too_long_or_live(
    text: str, limit: int, filled: Callable[[str], Message], channel: Channel
) -> None:
    """In every field at once."""
    for wording in (PARTED, MARKDOWN, ENTITIES):
        said = chat_text(filled(text), channel, wording, limit)
        assert len(said) <= limit
        assert not CALLS.search(said)


@quick
@given(text=texts)
def test_a_page_has_the_tags_of_its_template_only(
    text: str, filled: Callable[[str], Message], channel: Channel
) -> None:
    """Text in every field is text, and is all there."""
    page = Page(html_page(filled(text), channel))
    assert set(page.tags) <= set("html head meta title body div h1 h2 p strong blockquote a code".split())
    assert {name for name, _ in page.attributes} <= set("lang charset name content style dir href rel".split())
    assert [value for name, value in page.attributes if name == "href"] == ["https://watch.example.org/"]
    assert one_line(text) in page.text


@quick
@given(text=texts)
def test_lines_of_a_message_are_those_of_its_template(
    text: str, filled: Callable[[str], Message], channel: Channel
) -> None:
    """No text begins a line of its own, moves a cursor or turns a line round."""
    said = full_text(filled(text), channel)
    assert said.count("\n") <= full_text(filled("x"), channel).count("\n")
    assert not INVISIBLE.search(said)


def test_a_mail_has_no_header_of_theirs(hostile: str, post, filled: Callable[[str], Message], channel: Channel) -> None:
    """One mail, to whom it was for, with our headers and the whole text."""
    outcome = mail.mailed(filled(hostile), channel, f"smtp://{post.host}/?from=w@example.org&to=me@example.org&tls=off")
    assert outcome.answer is Answer.ACCEPTED
    (taken,) = post.mails
    assert taken.recipients == ["me@example.org"]
    read = message_from_bytes(taken.data, policy=default)
    assert sorted(read.keys()) == sorted(
        "From To Subject Date Message-ID List-Id Auto-Submitted X-Auto-Response-Suppress X-Claimwatch-Key "
        "MIME-Version Content-Type".split()
    )
    assert read["Subject"] == title(filled(hostile))
    text, page = (part.get_content() for part in read.iter_parts())  # type: ignore[attr-defined]
    assert text.replace("\r\n", "\n").rstrip("\n") == full_text(filled(hostile), channel).rstrip()
    assert "script" not in Page(page).tags
    assert max(map(len, taken.data.splitlines())) <= 998


def test_a_webhook_gets_every_letter(
    hostile: str, receiver, filled: Callable[[str], Message], channel: Channel
) -> None:
    """As it was: JSON can hold it. Its headers hold nothing of it but a key without line breaks."""
    assert webhook.posted(filled(hostile), channel, receiver.url).answer is Answer.ACCEPTED
    (taken,) = receiver.taken
    assert set(taken.headers) == set(
        "Host Content-Type User-Agent Idempotency-Key Accept Accept-Encoding Content-Length".split()
    )
    said = json.loads(taken.body)
    assert said["alerts"][0]["facts"]["evidence"] == hostile
    assert said["subject"] == hostile
    assert said["alerts"][0]["url"] is None


def test_files_hold_it_and_stay_readable(
    hostile: str, tmp_path: Path, filled: Callable[[str], Message], channel: Channel
) -> None:
    """A line stays a line, a feed stays a feed, and what comes after is there too."""
    for key in ("a", "b"):
        message = filled(hostile).model_copy(update={"key": key + hostile[:300]})
        assert lines_file.appended(message, channel, f"file:{tmp_path / 'a.jsonl'}").answer is Answer.ACCEPTED
        assert feed_file.entered(message, channel, f"feed:{tmp_path / 'a.xml'}").answer is Answer.ACCEPTED
    lines = (tmp_path / "a.jsonl").read_bytes().splitlines()
    assert [json.loads(line)["subject"] for line in lines] == [hostile, hostile]
    feed = feedparser.parse(io.BytesIO((tmp_path / "a.xml").read_bytes()), sanitize_html=False)
    assert not feed.bozo
    assert len(feed.entries) == 2
    for entry in feed.entries:
        assert html.unescape(entry.title) == html.unescape(title(filled(hostile)).translate(NOT_XML))
        assert entry.link == "https://watch.example.org/"
        assert not {"script", "img", "svg", "iframe"} & set(Page(entry.content[0].value).tags)


NOT_XML = {0xFFFE: "�", 0xFFFF: "�"}


def test_a_terminal_shows_text_only(
    hostile: str, filled: Callable[[str], Message], channel: Channel, capsys: pytest.CaptureFixture[str]
) -> None:
    """No colours, titles or cursors of theirs."""
    assert printed(filled(hostile), channel).answer is Answer.ACCEPTED
    assert not INVISIBLE.search(capsys.readouterr().out)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_asked_to_call_nobody(
    name: str,
    all_hostile: dict[str, str],
    filled: Callable[[str], Message],
    channel: Channel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """
    The request each would get has no mention, link or tag of theirs, and the claim.

    Caught where requests would open a connection: most of these services are on the internet only.
    """
    asked: list[Any] = []
    answer = b'{"ok": true, "access_token": "x", "room_id": "!r:h", "user_id": "@a:h", "device_id": "d", "result": {}}'

    def send_nowhere(self: object, request: requests.PreparedRequest, **_: object) -> requests.Response:
        asked.append(json.loads(request.body or b"{}"))
        said = requests.Response()
        said.status_code, said.request, said.url = 200, request, request.url or ""
        said.raw = io.BytesIO(b"ok" if "hooks.slack" in said.url else answer)
        return said

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send_nowhere)
    monkeypatch.setattr("apprise.plugins.matrix.base.NotifyMatrix.request_rate_per_sec", 0)
    for kind, hostile in all_hostile.items():
        asked.clear()
        assert services.passed_on(filled(hostile), channel, SERVICES[name]).answer is Answer.ACCEPTED, kind
        said = max(asked, key=lambda body: len(str(body)))
        assert not {"allow_mentions", "allowed_mentions", "mentions", "entities"} & set(said), kind
        told = max(strings(said), key=len)
        assert not CALLS.search(told), kind
        assert len(told) <= 1_900, kind
        begins = clipped(one_line(hostile), 20)[:8].split(" ")[0].strip("…")
        assert plain(begins) in plain(told), kind


def strings(said: Any) -> list[str]:
    """Return every text in some JSON."""
    if isinstance(said, str):
        return [said]
    values = said.values() if isinstance(said, dict) else said if isinstance(said, list) else ()
    return [text for value in values for text in strings(value)]


def plain(text: str) -> str:
    """Return what a reader of a service sees of a text, whichever it is."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", html.unescape(html.unescape(text))).replace("\u200b", "")
