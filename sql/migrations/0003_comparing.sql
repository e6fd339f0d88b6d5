-- What comparing remembers: by which shingles and keys each text is found again, in how few articles a trait stands, what a
-- person decided otherwise, and which stories became one or two. Rows of different schemes never meet: every search names
-- its scheme, and texts without rows of the scheme in force get them before the next search.

ALTER TABLE ledger.passages ADD COLUMN other_revision BIGINT DEFAULT 0;

ALTER TABLE ledger.comparisons ADD COLUMN nearest BIGINT;
ALTER TABLE ledger.comparisons ADD COLUMN direction VARCHAR;
ALTER TABLE ledger.comparisons ADD COLUMN own_share DOUBLE DEFAULT 0;
ALTER TABLE ledger.comparisons ADD COLUMN other_share DOUBLE DEFAULT 0;

ALTER TABLE ledger.placements ADD COLUMN nearest BIGINT;
ALTER TABLE ledger.placements ADD COLUMN rule VARCHAR DEFAULT '';

-- One row for each text and scheme. `text_id` is a content hash of article and revision; `dated_at` is when it was published,
-- or first seen where that is unknown.
CREATE TABLE ledger.fingerprints (
    text_id BIGINT NOT NULL,
    scheme VARCHAR NOT NULL,
    article_id BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    raw BIGINT NOT NULL,
    normal BIGINT NOT NULL,
    words INTEGER NOT NULL,
    outlet VARCHAR,
    is_seed BOOLEAN NOT NULL,
    independent BOOLEAN NOT NULL,
    dated_at TIMESTAMP NOT NULL
);

-- Scanned, never looked up: an index would take five times the room and make no batch quicker (docs/choices.md#shingles).
CREATE TABLE ledger.shingles (
    scheme VARCHAR NOT NULL,
    day DATE NOT NULL,
    shingle UBIGINT NOT NULL,
    text_id BIGINT NOT NULL
);

-- Shingles that so many texts wrote independently of each other that they lead nowhere; of one outlet, or of all (NULL).
CREATE TABLE ledger.boilerplate (
    scheme VARCHAR NOT NULL,
    shingle UBIGINT NOT NULL,
    outlet VARCHAR,
    since TIMESTAMP NOT NULL
);

-- What a text is about, packed (pipeline/compare/features.py).
CREATE TABLE ledger.traits (
    text_id BIGINT NOT NULL,
    scheme VARCHAR NOT NULL,
    traits BLOB NOT NULL
);

-- Telling combinations of traits, hashed, under which texts of one story find each other.
CREATE TABLE ledger.story_keys (
    scheme VARCHAR NOT NULL,
    day DATE NOT NULL,
    story_key UBIGINT NOT NULL,
    text_id BIGINT NOT NULL
);

-- One row a scheme: how many articles each trait stands in, packed.
CREATE TABLE ledger.rarity (
    scheme VARCHAR NOT NULL,
    rarity BLOB NOT NULL
);

CREATE TABLE ledger.overrules (
    overrule_id BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    article_id BIGINT,
    other_id BIGINT,
    story_id BIGINT,
    note VARCHAR,
    made_at TIMESTAMP NOT NULL,
    undone_at TIMESTAMP
);

CREATE TABLE ledger.story_changes (
    change_id BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    story_id BIGINT NOT NULL,
    other_id BIGINT NOT NULL,
    reason VARCHAR NOT NULL,
    made_by VARCHAR NOT NULL,
    valid_from TIMESTAMP NOT NULL,
    valid_to TIMESTAMP
);

-- The title a story goes by, one of its members'; the newest row stands.
CREATE TABLE ledger.story_titles (
    story_id BIGINT NOT NULL,
    title VARCHAR NOT NULL,
    article_id BIGINT NOT NULL,
    decided_at TIMESTAMP NOT NULL
);
