-- Which portions of which archives, folders, lists and sitemaps a back-fill took in, one row each, written with what they
-- brought: a back-fill that was cut off goes on behind the last.
CREATE TABLE ledger.backfills (
    portion_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    source VARCHAR NOT NULL,
    source_id BIGINT NOT NULL,
    first_day DATE,
    last_day DATE,
    part INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    dropped INTEGER NOT NULL,
    ends VARCHAR NOT NULL,
    done_at TIMESTAMP NOT NULL
);
