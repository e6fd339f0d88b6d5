from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from pipeline.collect.fetch import Fetched, Limits
from pipeline.models import Validators
from pipeline.text import body_id

Ask = Callable[..., Fetched]
PAGE = b"<html><body><p>Best Buy stops selling Huawei phones.</p></body></html>"
KNOWN = Validators(etag='"v1"', last_modified="Wed, 21 Mar 2018 10:00:00 GMT", body_hash=7)


def test_a_chain_of_permanent_redirects_is_a_move(server: Any, ask: Ask) -> None:
    """Every step says that it is for good, so the address at the end is the new one."""
    new = server.serve("/c", PAGE)
    server.serve("/b", b"", "Location: /c", status="308 Permanent Redirect")
    fetch = ask(server.serve("/a", b"", "Location: /b", status="301 Moved Permanently"), kind="feed").fetch
    assert (fetch.moved_to, fetch.final_url) == (new, new)


def test_one_temporary_step_makes_a_chain_temporary(server: Any, ask: Ask) -> None:
    """The address at the end answered, and may be another tomorrow."""
    new = server.serve("/c", PAGE)
    server.serve("/b", b"", "Location: /c", status="302 Found")
    fetch = ask(server.serve("/a", b"", "Location: /b", status="301 Moved Permanently"), kind="feed").fetch
    assert (fetch.moved_to, fetch.final_url) == (None, new)


def test_nobody_moves_to_an_address_that_fails(server: Any, ask: Ask) -> None:
    """A permanent redirect to a 404 tells who answered, and is no move."""
    fetch = ask(server.serve("/a", b"", "Location: /gone", status="301 Moved Permanently"), kind="feed").fetch
    assert (fetch.moved_to, fetch.final_url, fetch.status) == (None, server.url("/gone"), 404)
    assert fetch.error == f"HTTP 404 Not Found (redirected to {server.url('/gone')})"


def test_an_address_that_answers_itself_has_not_moved(server: Any, ask: Ask) -> None:
    """No redirect, no other address."""
    fetch = ask(server.serve("/a", PAGE)).fetch
    assert (fetch.moved_to, fetch.final_url) == (None, None)


def test_a_move_is_seen_behind_not_modified_too(server: Any, ask: Ask) -> None:
    """Most answers of a feed that moved are 304."""
    new = server.serve("/b", b"", status="304 Not Modified")
    asked = server.serve("/a", b"", "Location: /b", status="301 Moved Permanently")
    assert ask(asked, kind="feed", validators=KNOWN).fetch.moved_to == new


def test_not_modified_renews_the_validators_it_names(server: Any, ask: Ask) -> None:
    """What the answer does not name stays, above all the hash of the body we have."""
    url = server.serve("/a", b"", "Last-Modified: Thu, 22 Mar 2018 11:00:00 GMT", status="304 Not Modified")
    fetched = ask(url, kind="feed", validators=KNOWN)
    assert (fetched.page, fetched.fetch.error) == (None, None)
    assert fetched.validators == KNOWN.model_copy(update={"last_modified": "Thu, 22 Mar 2018 11:00:00 GMT"})


def test_a_page_brings_validators_of_its_own(server: Any, ask: Ask) -> None:
    """They replace those that were sent, also where the new answer has none."""
    fetched = ask(server.serve("/a", PAGE), kind="feed", validators=KNOWN)
    assert fetched.validators == Validators(body_hash=body_id(PAGE))
    assert fetched.page is not None
    assert fetched.page.validators == fetched.validators


def test_a_failure_leaves_the_old_validators_alone(server: Any, ask: Ask) -> None:
    """Half a body is no answer that anything could be compared with."""
    url = server.serve("/a", PAGE, "Content-Length: 5000", 'ETag: "v2"')
    assert ask(url, kind="feed", validators=KNOWN).validators is None


@pytest.mark.parametrize("status", ["200 OK", "304 Not Modified"])
def test_the_row_tells_how_long_the_answer_is_fresh(server: Any, ask: Ask, status: str) -> None:
    """Also where nothing has changed."""
    body = PAGE if status == "200 OK" else b""
    url = server.serve("/a", body, "Cache-Control: max-age=900", status=status)
    assert ask(url, kind="feed", validators=KNOWN).fetch.fresh_for == 900


def test_an_error_is_not_fresh(server: Any, ask: Ask) -> None:
    """How long an error holds is not what the schedule asks for."""
    url = server.serve("/a", b"", "Cache-Control: max-age=900", status="404 Not Found")
    assert ask(url).fetch.fresh_for is None


@pytest.mark.parametrize("status", [401, 402, 403, 404, 410, 451])
def test_some_refusals_last(server: Any, ask: Ask, status: int) -> None:
    """The page is not for us, or not there; asking again in an hour brings the same."""
    assert ask(server.serve("/a", b"", status=f"{status} No")).fetch.lasting


@pytest.mark.parametrize("status", [400, 408, 425, 429, 500, 502, 503, 504])
def test_other_failures_may_pass(server: Any, ask: Ask, status: int) -> None:
    """Servers stumble."""
    fetch = ask(server.serve("/a", b"", status=f"{status} Oh")).fetch
    assert fetch.error is not None
    assert not fetch.lasting


def test_what_cannot_be_fetched_lasts(server: Any, ask: Ask) -> None:
    """Addresses that are refused, bodies that are too large, compressions nobody asked for."""
    assert ask(server.serve("/a", PAGE), allow=()).fetch.lasting
    assert ask("file:///etc/passwd").fetch.lasting
    assert ask(server.serve("/b", b"", "Location: ftp://outlet.example/", status="302 Found")).fetch.lasting
    assert ask(server.serve("/c", PAGE), limits=Limits(page_bytes=10)).fetch.lasting
    assert ask(server.serve("/d", PAGE, "Content-Encoding: br")).fetch.lasting


def test_what_broke_on_the_way_may_arrive_another_time(server: Any, ask: Ask) -> None:
    """A timeout, half a body, and nobody at home."""
    server.answers["/a"] = server.silence
    rows = [
        ask(server.url("/a"), limits=Limits(deadline=0.1)).fetch,
        ask(server.serve("/b", PAGE, "Content-Length: 5000")).fetch,
        ask("http://127.0.0.1:1/").fetch,
    ]
    assert all(row.error and not row.lasting and row.retry_at is None for row in rows)


def test_the_row_says_when_it_was_asked_and_until_when_to_wait(server: Any, ask: Ask, now: datetime) -> None:
    """Retry-After is a moment in the row."""
    fetch = ask(server.serve("/a", b"", "Retry-After: 120", status="503 Busy"), kind="feed").fetch
    assert (fetch.started_at, fetch.retry_at) == (now, now + timedelta(minutes=2))
