"""What collecting leaves, as rows of the ledger's tables and back: feeds, fetches, entries, hosts, kept pages."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline.models import Entry, Feed, FeedState, HostRecord, KeptPage, Validators
from pipeline.store.rows import utc
from pipeline.text import content_id

if TYPE_CHECKING:
    from pipeline.models import Address, Fetch, Move, SeenEntry
    from pipeline.store.bulk import Row

__all__ = [
    "address_row",
    "entry_row",
    "feed_row",
    "feed_state",
    "fetch_row",
    "host_record",
    "host_row",
    "kept_page",
    "kept_row",
    "move_row",
]

# Columns say their unit; the two words alone are SQL's.
_SECONDS = {"interval": "interval_s", "every": "every_s"}
_STATE = {name: _SECONDS.get(name, name) for name in FeedState.model_fields if name not in {"feed", "validators"}}


def feed_row(state: FeedState, added_at: datetime) -> Row:
    """Return the row of a feed's state."""
    values = {column: getattr(state, name) for name, column in _STATE.items()}
    return {
        **state.feed.model_dump(),
        "added_at": utc(added_at),
        **state.validators.model_dump(),
        **{column: utc(value) if isinstance(value, datetime) else value for column, value in values.items()},
    }


def feed_state(row: Row) -> FeedState:
    """Return the state a row of `ledger.feeds` tells, moments with their zone."""
    return FeedState(
        feed=Feed(**{name: row[name] for name in Feed.model_fields}),
        validators=Validators(**{name: row[name] for name in Validators.model_fields}),
        **{name: row[column] for name, column in _STATE.items()},
    )


def fetch_row(fetch: Fetch, run_id: int) -> Row:
    """Return the row of a request."""
    return dict(fetch) | {
        "fetch_id": content_id("fetch", run_id, fetch.url, fetch.started_at),
        "run_id": run_id,
        "started_at": utc(fetch.started_at),
        "retry_at": utc(fetch.retry_at),
    }


def entry_row(seen: SeenEntry) -> Row:
    """Return the row of a feed's item in this wording."""
    entry = seen.entry
    return {
        "entry_id": content_id("entry", entry.feed_url, entry.url, seen.fingerprint),
        "feed_url": entry.feed_url,
        "url": entry.url,
        "guid": entry.guid,
        "title": entry.title,
        "published_raw": entry.published_raw,
        "page_id": seen.page_id,
        "fingerprint": seen.fingerprint,
        "article_id": seen.article_id,
        "seen_at": utc(seen.seen_at),
    }


def move_row(move: Move) -> Row:
    """Return the row of a feed's move."""
    return move.model_dump() | {"since": utc(move.since), "decided_at": utc(move.decided_at)}


def host_row(host: HostRecord) -> Row:
    """Return the row of a host."""
    return host.model_dump() | {"robots_at": utc(host.robots_at), "pause_until": utc(host.pause_until)}


def host_record(row: Row) -> HostRecord:
    """Return the host a row of `ledger.hosts` tells of."""
    return HostRecord(**row)


def kept_row(kept: KeptPage, run_id: int) -> Row:
    """Return the row that says where the bytes of a page are; the same bytes of the same fetch are the same row."""
    return kept.model_dump(exclude={"headers", "entry"}) | {
        "kept_id": content_id("kept", kept.url, kept.digest, kept.fetched_at),
        "run_id": run_id,
        "headers": json.dumps(kept.headers, ensure_ascii=False),
        "entry": kept.entry.model_dump_json() if kept.entry else None,
        "fetched_at": utc(kept.fetched_at),
        "gone_at": None,
    }


def kept_page(row: Row) -> KeptPage:
    """Return the page a row of `ledger.kept` tells of."""
    plain = {name: row[name] for name in KeptPage.model_fields if name not in {"headers", "entry"}}
    entry = Entry.model_validate_json(row["entry"]) if row["entry"] else None
    return KeptPage(**plain, headers=json.loads(row["headers"]), entry=entry)


def address_row(address: Address) -> Row:
    """Return the row of an address that an article was met under."""
    return dict(address) | {"seen_at": utc(address.seen_at)}
