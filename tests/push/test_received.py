"""What a run makes of the inbox: real runs over a real ledger, with feeds, pages and a hub's content on loopback."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pipeline.inbox.letters import Letter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Clock, Runs, Site

    from pipeline.inbox.letters import Kind, Receipt

URL = "https://news.example/harbour"


@pytest.fixture
def put(runs: Runs, clock: Clock) -> Callable[..., str]:
    """Put a letter into the inbox of the runs; return its id."""

    def put(kind: Kind, url: str = URL, body: bytes = b"", content_type: str | None = None, **more: object) -> str:
        about = {"kind": kind, "url": url, "body": body, "content_type": content_type, "received_at": clock(), **more}
        return runs.inbox.put(Letter.model_validate(about))[0]

    return put


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory, runs_over: Callable[..., Runs]) -> Path:
    """A database folder that a first run has finished on; it had nothing to ask."""
    folder = tmp_path_factory.mktemp("first")
    runs_over(folder)()
    return folder


@pytest.fixture
def begun(runs: Runs, site: Site, first_run: Path) -> Runs:
    """Runs over a database that a first run has finished on, with one feed that has nothing yet."""
    shutil.copytree(first_run, runs.directory)
    runs.feeds = (site.feed("/feed.xml"),)
    runs.clock.move(minutes=30)
    return runs


def _receipt(runs: Runs, letter_id: str) -> Receipt:
    found = runs.inbox.receipt(letter_id)
    assert found is not None
    return found


def _articles(runs: Runs) -> set[str]:
    return {url for (url,) in runs.rows("SELECT url FROM articles")}


def test_a_text_becomes_an_article_like_any_other(
    begun: Runs, put: Callable[..., str], story: Callable[..., str]
) -> None:
    """With what its sender says of it; its claims are in the published database, and its receipt says so."""
    letter_id = put(
        "page", body=story("Newport").encode(), content_type="text/plain; charset=utf-8",
        title="Harbour to close", outlet="The Times", published="2026-03-02T08:00:00Z",
    )  # fmt: skip
    report = begun(only_received=True)
    (article,) = begun.rows(
        f"SELECT article_id, story_id, outlet, title, published_at::VARCHAR, decision FROM articles WHERE url = '{URL}'"  # noqa: S608
    )
    assert article[2:5] == ("The Times", "Harbour to close", "2026-03-02 08:00:00")
    receipt = _receipt(begun, letter_id)
    assert (receipt.state, receipt.article_id, receipt.story_id) == ("stored", str(article[0]), str(article[1]))
    assert (receipt.decision, receipt.claims) == (article[5], report.claims)
    assert min(report.claims, report.mentions) > 0
    assert begun.rows(f"SELECT count(*) FROM mentions WHERE article_id = {article[0]}") == [(receipt.mentions,)]  # noqa: S608
    assert begun.rows(f"SELECT kind, content_type FROM kept WHERE url = '{URL}'") == [  # noqa: S608
        ("page", "text/plain; charset=utf-8")
    ]


def test_a_page_is_read_as_if_it_were_fetched(
    begun: Runs, put: Callable[..., str], site: Site, story: Callable[..., str]
) -> None:
    """Title and outlet are the page's own where it has them."""
    site.article("/pushed", "Harbour to close in April", story("Newport"))
    letter_id = put(
        "page", body=site.answers["/pushed"], content_type="text/html; charset=utf-8", title="T", outlet="O"
    )
    begun(only_received=True)
    assert _receipt(begun, letter_id).state == "stored"
    assert begun.rows(f"SELECT outlet, title FROM articles WHERE url = '{URL}'") == [  # noqa: S608
        ("The Loopback Times", "Harbour to close in April")
    ]
    assert "/pushed" not in site.asked


def test_an_address_is_fetched_once_and_feeds_are_not_asked(
    begun: Runs, put: Callable[..., str], site: Site, story: Callable[..., str]
) -> None:
    """By the same door as every page."""
    site.article("/pushed", "Harbour to close in April", story("Newport"))
    letter_id = put("address", f"{site.root}/pushed")
    begun(only_received=True)
    assert _receipt(begun, letter_id).state == "stored"
    assert f"{site.root}/pushed" in _articles(begun)
    assert (site.asked.count("/pushed"), site.asked.count("/feed.xml")) == (1, 0)


def test_many_addresses_of_one_host_do_not_keep_the_others_waiting(
    begun: Runs, put: Callable[..., str], site: Site
) -> None:
    """Four at a time where a run is for what is pushed alone; an ordinary run takes all that are left."""
    for number in range(7):
        put("address", f"{site.root}/gone/{number}")
    begun(only_received=True)
    assert begun.inbox.count() == 3
    begun()
    assert begun.inbox.count() == 0


def test_an_address_that_is_known_is_not_fetched_again(
    begun: Runs, put: Callable[..., str], site: Site, story: Callable[..., str]
) -> None:
    """Its receipt names the article."""
    site.article("/first", "First", story("Oldport"))
    site.feed("/feed.xml", "/first")
    begun()
    letter_id = put("address", f"{site.root}/first")
    begun(only_received=True)
    receipt = _receipt(begun, letter_id)
    known = begun.rows("SELECT article_id::VARCHAR FROM articles")
    assert (receipt.state, [(receipt.article_id,)], site.asked.count("/first")) == ("known", known, 1)


def test_a_private_address_is_not_fetched(begun: Runs, put: Callable[..., str]) -> None:
    """Whoever pushes cannot make us knock at our own doors; one host is allowed here, and no other."""
    ids = [put("address", url) for url in ("http://169.254.169.254/latest", "http://10.0.0.1/", "http://[::1]:80/")]
    begun(only_received=True)
    receipts = [_receipt(begun, letter_id) for letter_id in ids]
    assert [(one.state, one.stage) for one in receipts] == [("dropped", "collect")] * 3
    assert all("not on the public internet" in (one.detail or "") for one in receipts)


def test_what_is_no_article_is_dropped_with_its_reason(begun: Runs, put: Callable[..., str]) -> None:
    """A row of drops, and the receipt says the same."""
    letter_id = put("page", body=b"too short", content_type="text/plain")
    begun(only_received=True)
    receipt = _receipt(begun, letter_id)
    assert (receipt.state, receipt.stage, receipt.reason) == ("dropped", "read", "not an article")
    assert begun.rows(f"SELECT stage, reason FROM drops WHERE url = '{URL}'") == [("read", "not an article")]  # noqa: S608


def test_a_server_in_trouble_is_asked_again_later(
    begun: Runs, put: Callable[..., str], site: Site, clock: Clock, story: Callable[..., str]
) -> None:
    """After a minute, two, four …; what came of it so far is told meanwhile, and at last it is dropped."""
    site.article("/pushed", "Harbour to close", story("Newport"))
    site.statuses["/pushed"] = 500
    letter_id, asked = put("address", f"{site.root}/pushed"), []
    for minutes in (0.5, 0.5, 1, 1):
        begun(only_received=True)
        asked.append(site.asked.count("/pushed"))
        clock.move(minutes=minutes)
    assert asked == [1, 1, 2, 2]
    receipt = _receipt(begun, letter_id)
    assert (receipt.state, receipt.detail) == ("waiting", "HTTP 500 Internal Server Error")
    (waiting,) = begun.inbox.waiting()
    begun.inbox.put_off(letter_id, waiting.letter.model_copy(update={"tries": 6}))
    begun(only_received=True)
    receipt = _receipt(begun, letter_id)
    assert (receipt.state, receipt.stage, receipt.detail) == ("dropped", "collect", "HTTP 500 Internal Server Error")


def test_a_server_that_comes_back_is_worth_the_wait(
    begun: Runs, put: Callable[..., str], site: Site, clock: Clock, story: Callable[..., str]
) -> None:
    """What was put off is stored then."""
    site.article("/pushed", "Harbour to close", story("Newport"))
    site.statuses["/pushed"] = 503
    letter_id = put("address", f"{site.root}/pushed")
    begun(only_received=True)
    site.statuses["/pushed"] = 200
    clock.move(minutes=10)
    begun(only_received=True)
    assert _receipt(begun, letter_id).state == "stored"


def test_content_from_a_hub_leads_to_its_pages(
    begun: Runs, put: Callable[..., str], site: Site, feed_of: Callable[..., bytes], story: Callable[..., str]
) -> None:
    """The feed is not asked for it, counts as having brought something, and the same content again adds nothing."""
    site.article("/news", "Harbour to close", story("Newport"))
    body = feed_of(f"{site.root}/news")
    put("feed", begun.feeds[0], body=body, content_type="application/rss+xml")
    begun(only_received=True)
    assert f"{site.root}/news" in _articles(begun)
    assert site.asked.count("/feed.xml") == 0
    assert begun.rows("SELECT last_new_at::VARCHAR FROM feeds") == [("2026-03-02 09:30:00",)]
    put("feed", begun.feeds[0], body=body, content_type="application/rss+xml")
    assert begun.inbox.count() == 0


@pytest.mark.parametrize("body", [b"<html><body>no feed</body></html>", b"\x00\xff", b"<rss><channel></channel></rss>"])
def test_content_that_is_no_feed_has_the_feed_asked(
    begun: Runs, put: Callable[..., str], site: Site, body: bytes, story: Callable[..., str]
) -> None:
    """Something is new there; what, the feed itself tells."""
    site.article("/news", "Harbour to close", story("Newport"))
    site.feed("/feed.xml", "/first", "/news")
    put("feed", begun.feeds[0], body=body)
    begun(only_received=True)
    assert f"{site.root}/news" in _articles(begun)


def test_a_ping_has_the_feed_asked_at_once(
    begun: Runs, put: Callable[..., str], site: Site, story: Callable[..., str]
) -> None:
    """Two of them once, also when it was not its turn; nothing is left of them."""
    site.article("/news", "Harbour to close", story("Newport"))
    site.feed("/feed.xml", "/first", "/news")
    put("ping", begun.feeds[0])
    begun.clock.move(seconds=1)
    put("ping", begun.feeds[0])
    put("ping", "https://gone.example/feed")
    begun(only_received=True)
    assert f"{site.root}/news" in _articles(begun)
    assert (site.asked.count("/feed.xml"), begun.inbox.count()) == (1, 0)


def test_a_ping_does_not_break_the_quiet_a_server_asked_for(begun: Runs, put: Callable[..., str], site: Site) -> None:
    """The feed is due as soon as it may be asked."""
    site.statuses["/feed.xml"] = 429
    begun()
    put("ping", begun.feeds[0])
    begun(only_received=True)
    assert site.asked.count("/feed.xml") == 1
    assert begun.inbox.count() == 0


def test_a_refusal_is_a_row(begun: Runs, put: Callable[..., str]) -> None:
    """Somebody sent something that was not signed as agreed."""
    put("refusal", begun.feeds[0], reason="a wrong signature on what came from its hub")
    begun(only_received=True)
    assert begun.rows("SELECT url, stage, reason, detail FROM drops") == [
        (begun.feeds[0], "collect", "push refused", "a wrong signature on what came from its hub")
    ]


def test_an_ordinary_run_takes_in_what_was_pushed(
    begun: Runs, put: Callable[..., str], story: Callable[..., str]
) -> None:
    """Also where no receiver is running any more."""
    letter_id = put("page", body=story("Newport").encode(), content_type="text/plain")
    begun()
    assert _receipt(begun, letter_id).state == "stored"


def test_the_first_run_asks_the_feeds_before_anybody_is_woken(
    runs: Runs, put: Callable[..., str], site: Site, story: Callable[..., str]
) -> None:
    """Else what the feeds had all along would be news to the second run."""
    site.article("/first", "First", story("Oldport"))
    runs.feeds = (site.feed("/feed.xml", "/first"),)
    put("page", body=story("Newport").encode(), content_type="text/plain")
    runs(only_received=True)
    assert _articles(runs) == {f"{site.root}/first", URL}
    assert runs.rows("SELECT count(*) FROM ledger.alerts WHERE quiet IS NULL") == [(0,)]


def test_what_a_killed_run_left_is_taken_in_once(
    begun: Runs,
    put: Callable[..., str],
    site: Site,
    feed_of: Callable[..., bytes],
    story: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Killed after all is stored and before anything is settled: the next run stores nothing twice and settles it."""
    site.article("/news", "Harbour to close", story("Newport"))
    site.article("/other", "Lock to open", story("Lockport"))
    ids = [
        put("page", body=story("Midport").encode(), content_type="text/plain"),
        put("address", f"{site.root}/news"),
        put("feed", begun.feeds[0], body=feed_of(f"{site.root}/other")),
    ]

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.received.Post.settle", killed)
        with pytest.raises(KeyboardInterrupt):
            begun(only_received=True)
    assert begun.inbox.count() == 3
    stored = begun.rows("SELECT count(*) FROM ledger.revisions UNION ALL SELECT count(*) FROM ledger.mentions")
    begun.clock.move(minutes=1)
    begun(only_received=True)
    assert [_receipt(begun, letter_id).state for letter_id in ids] == ["known"] * 3
    assert begun.rows("SELECT count(*) FROM ledger.revisions UNION ALL SELECT count(*) FROM ledger.mentions") == stored
    assert begun.inbox.count() == 0


def test_the_hub_of_a_feed_is_remembered(
    begun: Runs, site: Site, feed_of: Callable[..., bytes], story: Callable[..., str]
) -> None:
    """With the address it knows the feed by; a feed that names none any more has none."""
    site.article("/news", "Harbour to close", story("Newport"))
    named = {"hub": "https://hub.example/", "own": "https://n.example/own"}
    for links, expected in ((named, [("https://hub.example/", "https://n.example/own")]), ({}, [(None, None)])):
        site.answers["/feed.xml"] = feed_of(f"{site.root}/news", **links)
        begun()
        begun.clock.move(hours=1)
        assert begun.rows("SELECT hub, self_url FROM feeds") == expected
