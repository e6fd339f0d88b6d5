from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from pipeline.alerts.addresses import checked
from pipeline.alerts.senders.webhook import signature

PAGE = (Path(__file__).parents[2] / "docs" / "alerts-channels.md").read_text(encoding="utf-8")
SECRETS = {
    "CLAIMWATCH_SMTP": "smtps://watch@example.org:x@mail.example.org/",
    "SLACK_WEBHOOK": "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
    "SLACK_BOT_TOKEN": "xoxb-1234-1234-abc124",
    "DISCORD_WEBHOOK": f"https://discord.com/api/webhooks/123456789012345678/{'abcdefghij' * 7}",
    "TEAMS_WORKFLOW": "https://prod-00.westus.logic.azure.com:443/workflows/643e69f83c8944438d68119179a10a64/triggers/"
    "manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=KODXAbcAbcAbc",
    "TELEGRAM_TOKEN": "123456789:abcdefg_hijklmnop",
    "MATTERMOST_HOOK": "3ccdd113474722377935511fc85d3dd4",
    "GOOGLE_CHAT_WEBHOOK": "https://chat.googleapis.com/v1/spaces/news/messages?key=k&token=t",
    "PUSHOVER_USER": "u" * 30,
    "PUSHOVER_APP": "a" * 30,
}
ADDRESSES = re.findall(r"^\| `([^`]+)`", PAGE.partition("### Secrets")[0], re.MULTILINE)


@pytest.mark.parametrize("address", sorted(ADDRESSES))
def test_every_address_on_the_page_can_be_used(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As it stands there, once its secrets are set; its folders are ours."""
    for name in re.findall(r"\$\{env:(\w+)\}", PAGE):
        monkeypatch.setenv(name, "p@ss/word")
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)
    checked(address.replace("/srv/www/", f"{tmp_path}/").replace("/srv/", f"{tmp_path}/"))


def test_a_signature_is_checked_as_the_page_says() -> None:
    """By the very lines that stand there; an older one, another body and another secret are refused."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - the page is ours
    is_ours = names["is_ours"]
    assert callable(is_ours)
    now = str(int(time.time()))
    headers = {"X-Claimwatch-Timestamp": now, "X-Claimwatch-Signature": signature("s", now, b"{}")}
    assert is_ours("s", headers, b"{}")
    assert not is_ours("t", headers, b"{}")
    assert not is_ours("s", headers, b"[]")
    assert not is_ours("s", headers | {"X-Claimwatch-Timestamp": "1"}, b"{}")
    old = {"X-Claimwatch-Timestamp": "1", "X-Claimwatch-Signature": signature("s", "1", b"{}")}
    assert not is_ours("s", old, b"{}")
