-- The ledger: what was polled, read, compared, claimed, linked, dropped and told. Rows are added, hardly ever changed.
-- Analysts read the views of sql/api, never these tables. Ids are 64-bit content hashes made by claimwatch, so the same
-- input has the same ids everywhere; uniqueness is kept by anti-joins and proved by sql/checks. No keys, indexes, enums
-- or sequences: they cost more than they give (docs/choices.md#no-keys) and DuckLake knows none of them.

CREATE SCHEMA IF NOT EXISTS ledger;

CREATE TABLE ledger.runs (
    run_id BIGINT NOT NULL,
    topics VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    first_run BOOLEAN NOT NULL,
    outcome VARCHAR
);

CREATE TABLE ledger.feeds (
    url VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    label VARCHAR,
    added_at TIMESTAMP NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    body_hash BIGINT,
    title VARCHAR,
    checked_at TIMESTAMP,
    last_ok_at TIMESTAMP,
    last_new_at TIMESTAMP,
    failures INTEGER NOT NULL,
    problem VARCHAR
);

CREATE TABLE ledger.fetches (
    fetch_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    url VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    elapsed_ms INTEGER NOT NULL,
    status SMALLINT,
    size BIGINT NOT NULL,
    error VARCHAR
);

-- What a feed offered and what became of it. `fingerprint` changes when the feed re-dates or re-words the item, which
-- is when its page is fetched again.
CREATE TABLE ledger.entries (
    entry_id BIGINT NOT NULL,
    feed_url VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    guid VARCHAR,
    title VARCHAR,
    published_raw VARCHAR,
    fingerprint BIGINT NOT NULL,
    article_id BIGINT,
    seen_at TIMESTAMP NOT NULL
);

-- One row for each text an address has carried; the newest is the article.
CREATE TABLE ledger.revisions (
    article_id BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    url VARCHAR NOT NULL,
    outlet VARCHAR,
    title VARCHAR,
    authors VARCHAR[] NOT NULL,
    published_at TIMESTAMP,
    published_precision VARCHAR,
    published_raw VARCHAR,
    seen_at TIMESTAMP NOT NULL,
    language VARCHAR,
    quality VARCHAR NOT NULL,
    quality_reason VARCHAR,
    links VARCHAR[] NOT NULL,
    is_seed BOOLEAN NOT NULL,
    text VARCHAR NOT NULL,
    run_id BIGINT NOT NULL
);

CREATE TABLE ledger.topics (
    topic VARCHAR NOT NULL,
    article_id BIGINT NOT NULL,
    relevance DOUBLE NOT NULL,
    reason VARCHAR NOT NULL,
    decided_at TIMESTAMP NOT NULL
);

CREATE TABLE ledger.comparisons (
    article_id BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    decision VARCHAR NOT NULL,
    copy_of BIGINT,
    copied DOUBLE NOT NULL,
    rule VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    decided_at TIMESTAMP NOT NULL
);

CREATE TABLE ledger.passages (
    passage_id BIGINT NOT NULL,
    article_id BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    other_id BIGINT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    other_start INTEGER NOT NULL,
    other_end INTEGER NOT NULL,
    words INTEGER NOT NULL,
    quoted DOUBLE NOT NULL
);

CREATE TABLE ledger.placements (
    article_id BIGINT NOT NULL,
    story_id BIGINT NOT NULL,
    related_to BIGINT,
    score DOUBLE NOT NULL,
    reason VARCHAR NOT NULL,
    decided_at TIMESTAMP NOT NULL
);

CREATE TABLE ledger.claims (
    claim_id BIGINT NOT NULL,
    claim VARCHAR NOT NULL,
    subject VARCHAR,
    event_type VARCHAR NOT NULL,
    object VARCHAR,
    polarity VARCHAR NOT NULL,
    story_id BIGINT NOT NULL,
    first_seen TIMESTAMP NOT NULL,
    first_mention BIGINT NOT NULL
);

-- The evidence rows: where it says so, and what linking first made of it. A later verdict is a row in ledger.relinks.
CREATE TABLE ledger.mentions (
    mention_id BIGINT NOT NULL,
    article_id BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    outlet VARCHAR,
    seen_at TIMESTAMP NOT NULL,
    said_at TIMESTAMP NOT NULL,
    is_seed BOOLEAN NOT NULL,
    claim VARCHAR NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    speaker VARCHAR,
    speaker_start INTEGER,
    speaker_end INTEGER,
    speaker_kind VARCHAR NOT NULL,
    cue VARCHAR,
    cue_start INTEGER,
    cue_end INTEGER,
    content_start INTEGER,
    content_end INTEGER,
    mode VARCHAR NOT NULL,
    polarity VARCHAR NOT NULL,
    certainty VARCHAR NOT NULL,
    subject VARCHAR,
    event_type VARCHAR NOT NULL,
    object VARCHAR,
    time_text VARCHAR,
    time_earliest DATE,
    time_latest DATE,
    named_origin VARCHAR,
    named_origin_start INTEGER,
    named_origin_end INTEGER,
    named_via VARCHAR,
    tier SMALLINT NOT NULL,
    extractor VARCHAR NOT NULL,
    claim_id BIGINT NOT NULL,
    origin_id BIGINT,
    via VARCHAR,
    origin_basis VARCHAR NOT NULL,
    novelty VARCHAR NOT NULL,
    hedge_dropped BOOLEAN NOT NULL,
    score DOUBLE NOT NULL,
    reason VARCHAR NOT NULL,
    run_id BIGINT NOT NULL
);

CREATE TABLE ledger.relinks (
    mention_id BIGINT NOT NULL,
    claim_id BIGINT NOT NULL,
    origin_id BIGINT,
    via VARCHAR,
    origin_basis VARCHAR NOT NULL,
    novelty VARCHAR NOT NULL,
    hedge_dropped BOOLEAN NOT NULL,
    score DOUBLE NOT NULL,
    reason VARCHAR NOT NULL,
    decided_at TIMESTAMP NOT NULL
);

CREATE TABLE ledger.origins (
    origin_id BIGINT NOT NULL,
    origin VARCHAR NOT NULL,
    via VARCHAR,
    kind VARCHAR NOT NULL,
    first_seen TIMESTAMP NOT NULL
);

-- Two claims that cannot both hold. Never a merge.
CREATE TABLE ledger.contradictions (
    claim_id BIGINT NOT NULL,
    other_id BIGINT NOT NULL,
    reason VARCHAR NOT NULL,
    decided_at TIMESTAMP NOT NULL
);

-- Every step of a claim on the status ladder, with the mention that moved it.
CREATE TABLE ledger.steps (
    step_id BIGINT NOT NULL,
    claim_id BIGINT NOT NULL,
    status VARCHAR NOT NULL,
    origins INTEGER NOT NULL,
    mention_id BIGINT NOT NULL,
    decided_at TIMESTAMP NOT NULL
);

CREATE TABLE ledger.drops (
    drop_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    url VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    detail VARCHAR,
    seen_at TIMESTAMP NOT NULL
);

CREATE TABLE ledger.alerts (
    alert_id BIGINT NOT NULL,
    rule VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    claim_id BIGINT NOT NULL,
    story_id BIGINT NOT NULL,
    title VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE ledger.deliveries (
    delivery_id BIGINT NOT NULL,
    alert_id BIGINT NOT NULL,
    channel VARCHAR NOT NULL,
    attempt INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    error VARCHAR,
    attempted_at TIMESTAMP NOT NULL
);
