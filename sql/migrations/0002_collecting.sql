-- What polite collecting remembers: when each feed is asked next and why, which hosts want us to wait, where the bytes of
-- what was fetched are kept, under which addresses an article was met, and what changed in a text.

ALTER TABLE ledger.feeds ADD COLUMN next_at TIMESTAMP;
ALTER TABLE ledger.feeds ADD COLUMN not_before TIMESTAMP;
ALTER TABLE ledger.feeds ADD COLUMN interval_s INTEGER;
ALTER TABLE ledger.feeds ADD COLUMN every_s INTEGER;
ALTER TABLE ledger.feeds ADD COLUMN entries_a_day DOUBLE;
ALTER TABLE ledger.feeds ADD COLUMN unchanged INTEGER DEFAULT 0;
ALTER TABLE ledger.feeds ADD COLUMN whole_at TIMESTAMP;
ALTER TABLE ledger.feeds ADD COLUMN address VARCHAR;
ALTER TABLE ledger.feeds ADD COLUMN moved_to VARCHAR;
ALTER TABLE ledger.feeds ADD COLUMN moved_since TIMESTAMP;
ALTER TABLE ledger.feeds ADD COLUMN moved_polls INTEGER DEFAULT 0;
ALTER TABLE ledger.feeds ADD COLUMN gap_at TIMESTAMP;
ALTER TABLE ledger.feeds ADD COLUMN dated DOUBLE;
ALTER TABLE ledger.feeds ADD COLUMN flaw VARCHAR;

ALTER TABLE ledger.fetches ADD COLUMN final_url VARCHAR;
ALTER TABLE ledger.fetches ADD COLUMN moved_to VARCHAR;
ALTER TABLE ledger.fetches ADD COLUMN retry_at TIMESTAMP;
ALTER TABLE ledger.fetches ADD COLUMN fresh_for INTEGER;
ALTER TABLE ledger.fetches ADD COLUMN lasting BOOLEAN DEFAULT false;

-- What all addresses of an item's page share. Items from before are offered once more, under their new fingerprint.
ALTER TABLE ledger.entries ADD COLUMN page_id BIGINT DEFAULT 0;

-- When a text was first decided on, which is the order in which texts are decided on again; one that its topic let go keeps
-- its row, and has no other.
ALTER TABLE ledger.revisions ADD COLUMN taken_in_at TIMESTAMP;

-- Which of an article's mentions it is, from 0: one sentence may make several, and which came first decides.
ALTER TABLE ledger.mentions ADD COLUMN ordinal INTEGER DEFAULT 0;

-- A feed goes by its listed address for ever; these are the addresses it was found to have moved to.
CREATE TABLE ledger.moves (
    url VARCHAR NOT NULL,
    from_url VARCHAR NOT NULL,
    to_url VARCHAR NOT NULL,
    since TIMESTAMP NOT NULL,
    polls INTEGER NOT NULL,
    decided_at TIMESTAMP NOT NULL
);

CREATE TABLE ledger.hosts (
    host VARCHAR NOT NULL,
    robots VARCHAR,
    robots_status SMALLINT,
    robots_at TIMESTAMP,
    pause_until TIMESTAMP
);

-- What was fetched and where its bytes are: DIR/pages, named by the SHA-256 of the body. `gone_at`: removed by retention.
CREATE TABLE ledger.kept (
    kept_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    url VARCHAR NOT NULL,
    final_url VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    size BIGINT NOT NULL,
    content_type VARCHAR,
    headers VARCHAR NOT NULL,
    entry VARCHAR,
    fetched_at TIMESTAMP NOT NULL,
    gone_at TIMESTAMP
);

CREATE TABLE ledger.addresses (
    article_id BIGINT NOT NULL,
    url VARCHAR NOT NULL,
    how VARCHAR NOT NULL,
    seen_at TIMESTAMP NOT NULL
);

CREATE TABLE ledger.changes (
    article_id BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    added VARCHAR[] NOT NULL,
    removed VARCHAR[] NOT NULL,
    decided_at TIMESTAMP NOT NULL
);
