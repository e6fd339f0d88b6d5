from __future__ import annotations

import html
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from pipeline.alerts.forms.html import html_page
from pipeline.alerts.forms.telling import title

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.models import Channel, Message

pytestmark = pytest.mark.real

BROWSERS = [path for name in ("chromium", "google-chrome") if (path := shutil.which(name))][:1]
MARK = "document.documentElement.setAttribute('data-ran','yes')"
TRIES = (
    f"<script>{MARK}</script>",
    f'<img src=x onerror="{MARK}">',
    f'\'><svg onload="{MARK}">',
    f'" autofocus onfocus="{MARK}" tabindex="1',
    f"</title></style></textarea><script>{MARK}</script>",
    f"<!--><script>{MARK}</script>-->",
    f"<iframe srcdoc='<script>top.{MARK}</script>'></iframe>",
    f'<a href="javascript:{MARK}">x</a>',
    "<link rel=stylesheet href=http://{host}/x.css><img src=http://{host}/x.png><style>@import 'http://{host}/y';</style>",
    '<meta http-equiv=refresh content="0;url=http://{host}/away">',
)


def dom_of(page: str, browser: str, folder: Path) -> str:
    """Load a page in a browser, let its scripts run if it has any, and return what became of it."""
    (folder / "page.html").write_text(page, encoding="utf-8")
    options = "--headless --no-sandbox --disable-gpu --virtual-time-budget=2000 --dump-dom".split()
    started = [browser, *options, f"--user-data-dir={folder / 'profile'}", f"file://{folder / 'page.html'}"]
    return subprocess.run(started, capture_output=True, check=True, timeout=60, text=True).stdout  # noqa: S603 - a browser of the system


@pytest.mark.parametrize("browser", BROWSERS)
def test_nothing_in_a_mail_runs_or_is_loaded(
    browser: str, receiver, filled: Callable[[str], Message], channel: Channel, tmp_path: Path
) -> None:
    """Every try at once, in every field; the same tries do run in a page that does not escape them."""
    tries = "".join(TRIES).replace("{host}", receiver.host)
    dom = dom_of(html_page(filled(tries), channel), browser, tmp_path)
    assert "data-ran" not in dom.partition(">")[2].partition("<head")[0]
    tags = {tag.lower() for tag in re.findall(r"<([a-zA-Z][a-zA-Z0-9]*)", dom)}
    assert tags <= set("html head meta title body div h1 h2 p strong blockquote a code".split())
    assert html.escape(title(filled(tries)), quote=False) in dom
    assert not receiver.taken
    stays = tries.removesuffix(TRIES[-1].replace("{host}", receiver.host))
    assert 'data-ran="yes"' in dom_of(f"<!doctype html><p>{stays}</p>", browser, tmp_path)
    assert receiver.taken


@pytest.mark.parametrize("browser", BROWSERS)
def test_a_mail_is_no_wider_than_a_telephone(
    browser: str, filled: Callable[[str], Message], channel: Channel, tmp_path: Path
) -> None:
    """Long words are broken; nobody scrolls sideways at 360 pixels."""
    page = html.escape(html_page(filled("Donaudampfschifffahrt" * 30), channel))
    page_of = "const page = document.querySelector('iframe').contentDocument.documentElement"
    measure = f"{page_of}; document.title = `${{page.scrollWidth - page.clientWidth}} of ${{page.clientWidth}}`"
    frame = f'<iframe style="width:360px;height:640px;border:0" srcdoc="{page}" onload="{measure}"></iframe>'
    dom = dom_of(f"<!doctype html><title>not yet</title>{frame}", browser, tmp_path)
    assert re.search(r"<title>0 of 3[46]\d</title>", dom)
