from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import requests

from pipeline.alerts.addresses import checked, masked, resolved
from pipeline.alerts.senders.each import handed_over
from pipeline.alerts.senders.shown import without_secrets
from pipeline.alerts.sending import send
from pipeline.errors import ConfigurationError
from pipeline.models import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Channel, Message

WORD = "hunter2+SECRET/of ours"
PARTS = ("SECRET", "hunter2")
# {web} and {post} stand for servers on loopback which refuse and say again what they were sent.
ADDRESSES = (
    "http://{web}/${{env:SECRET}}/x",
    "http://{web}/x?token=${{env:SECRET}}",
    "http://me:${{env:SECRET}}@{web}/x",
    "http://{web}/x?secret=${{env:SECRET}}",
    "http://{web}/x#${{env:SECRET}}",
    "smtp://me:${{env:SECRET}}@{post}/?from=a@b.c&to=d@e.f&tls=off",
    "ntfy://me:${{env:SECRET}}@{web}/phones",
    "ntfy://{web}/${{env:SECRET}}",
    "json://me:${{env:SECRET}}@{web}/x",
    "json://{web}/x?+X-Token=${{env:SECRET}}",
    "matrix://me:${{env:SECRET}}@{web}/#room",
    "gotify://{web}/${{env:SECRET}}",
    "mmost://{web}/${{env:SECRET}}",
    "rocket://{web}/${{env:SECRET}}/x",
)


@pytest.fixture
def to(receiver, post, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Complete an address with servers that fail, and repeat what they were sent in doing so."""
    monkeypatch.setenv("SECRET", WORD)
    receiver.status, receiver.echoing = 403, True
    post.replies = {"AUTH": f"535 the password {WORD} of me is wrong"}
    return lambda address: address.format(web=receiver.host, post=post.host)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_secret_is_in_nothing_that_is_told_of_a_failure(
    address: str,
    to: Callable[[str], str],
    message_of: Callable[..., Message],
    channel: Channel,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Not in the outcome, which is stored, on no stream, in no log; even where the server repeats it."""
    outcome = send(message_of(), channel, resolved(to(address)))
    assert outcome.answer in {Answer.NEVER, Answer.LATER}
    streams = capfd.readouterr()
    told = outcome.detail + streams.out + streams.err + caplog.text
    assert not [part for part in PARTS if part in told]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_secret_is_in_nothing_that_is_logged(
    address: str,
    to: Callable[[str], str],
    message_of: Callable[..., Message],
    channel: Channel,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The same in this process, where every library's lines are heard at their wordiest but those on the wire."""
    with caplog.at_level("INFO"):
        handed_over(message_of(), channel, resolved(to(address)))
    assert not [part for part in PARTS if part in caplog.text]


@pytest.mark.parametrize(
    "address",
    [
        "slack://T1JJ3T3L2/A1BRTD4JD/hunter2SECRETdlnazkcOXr1",
        f"discord://123456789012345678/hunter2SECRET{'abcdefghij' * 6}",
        "tgram://123456789:hunter2SECRETjklmnop/12345",
        "workflows://prod-00.westus.logic.azure.com:443/643e69f83c8944438d68119179a10a64/hunter2SECRET",
        "gchat://workspace/hunter2/SECRET",
        "pover://SECRETkeyuserkeyuserkeyuserke1@hunter2tokenapptokenapptokenap",
    ],
)
@pytest.mark.parametrize("fails", [True, False])
def test_a_token_of_a_service_on_the_internet_is_in_nothing_that_is_told(
    address: str,
    fails: bool,  # noqa: FBT001 - a parameter of the test
    message_of: Callable[..., Message],
    channel: Channel,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whether it is out of reach or repeats what it was sent; caught where a connection would be opened."""

    def send_nowhere(self: object, request: requests.PreparedRequest, **_: object) -> requests.Response:
        if fails:
            raise requests.ConnectionError(f"{request.url} {request.headers} {request.body}")
        said = requests.Response()
        said.status_code, said.request = 403, request
        said.raw = io.BytesIO(f"{request.url} {request.headers} {request.body}".encode())
        return said

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send_nowhere)
    with caplog.at_level("INFO"):
        outcome = handed_over(message_of(), channel, address)
    assert outcome.answer is (Answer.LATER if fails else Answer.NEVER)
    told = without_secrets(outcome.detail, address) + caplog.text
    assert not [part for part in PARTS if part in told]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_shown_without_its_secret(address: str, to: Callable[[str], str]) -> None:
    """Looked up or not."""
    for written in (to(address), resolved(to(address))):
        assert not [part for part in PARTS if part in masked(written)]


@pytest.mark.parametrize("address", ["https://{0}:{0}/x", "smtp://u:{0}@h/?to=", "slack://{0}", "foo://{0}"])
def test_an_error_in_an_address_does_not_repeat_it(address: str) -> None:
    """Most secrets are shown by the message that says what is wrong with them."""
    with pytest.raises(ConfigurationError) as caught:
        checked(address.format("hunter2SECRET"))
    assert not [part for part in PARTS if part in str(caught.value)]


def test_what_is_no_secret_stays() -> None:
    """Host and recipients tell which channel it was."""
    address = "smtp://me:hunter2@mail.example.org:2525/?from=watch@example.org&to=you@example.com"
    said = "mail.example.org:2525 will not take mail for you@example.com from me with hunter2"
    shown = "mail.example.org:2525 will not take mail for you@example.com from me with …"
    assert without_secrets(said, address) == shown
