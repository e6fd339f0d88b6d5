-- What linking remembers so that no run has to read the ledger whole, and what is counted once instead of at every question.

-- When a mention was committed: what the database held on a day are the mentions entered until then, as they were linked then.
ALTER TABLE ledger.mentions ADD COLUMN entered_at TIMESTAMP;
-- 32 bits of whom the claim is about (pipeline/link/wording.py); 0 where it is about nobody known, NULL where not worked out.
ALTER TABLE ledger.mentions ADD COLUMN about UINTEGER;
-- The coarse level: claims of one event, named by the first of them.
ALTER TABLE ledger.claims ADD COLUMN event_id BIGINT;
-- The independent voice an origin belongs to: its family's, where several outlets have one owner.
ALTER TABLE ledger.origins ADD COLUMN voice_id BIGINT;

UPDATE ledger.mentions SET entered_at = arrived.decided_at
FROM (SELECT article_id, revision, min(decided_at) AS decided_at FROM ledger.comparisons GROUP BY ALL) AS arrived
WHERE arrived.article_id = mentions.article_id AND arrived.revision = mentions.revision;
UPDATE ledger.mentions SET entered_at = seen_at WHERE entered_at IS NULL;
UPDATE ledger.claims SET event_id = claim_id;
UPDATE ledger.origins SET voice_id = origin_id;

-- From here on a mention's row carries the verdict that stands, and ledger.relinks every verdict, the first one included, of
-- those that ever got a second.
INSERT INTO ledger.relinks
SELECT mention_id, claim_id, origin_id, via, origin_basis, novelty, hedge_dropped, score, reason, entered_at
FROM ledger.mentions SEMI JOIN ledger.relinks USING (mention_id);
UPDATE ledger.mentions SET
    claim_id = newest.claim_id, origin_id = newest.origin_id, via = newest.via, origin_basis = newest.origin_basis,
    novelty = newest.novelty, hedge_dropped = newest.hedge_dropped, score = newest.score, reason = newest.reason
FROM (
    FROM ledger.relinks QUALIFY row_number() OVER (PARTITION BY mention_id ORDER BY decided_at DESC) = 1
) AS newest
WHERE newest.mention_id = mentions.mention_id;

-- What a person decided of claims: which one goes on for another (other_id), or which mention is taken out of it, with a hash
-- of the words of its evidence.
ALTER TABLE ledger.overrules ADD COLUMN claim_id BIGINT;
ALTER TABLE ledger.overrules ADD COLUMN mention_id BIGINT;
ALTER TABLE ledger.overrules ADD COLUMN words BIGINT;

-- Verbatim quotations, hashed, under which mentions find each other.
CREATE TABLE ledger.quotes (
    quote BIGINT NOT NULL,
    mention_id BIGINT NOT NULL
);

-- One row a claim: what stands behind it now. Worked out of the mentions (sql/standing), in the transaction that touches them.
CREATE TABLE ledger.support (
    claim_id BIGINT NOT NULL,
    mentions INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    first_said TIMESTAMP NOT NULL,
    last_said TIMESTAMP NOT NULL,
    first_outlet VARCHAR,
    first_url VARCHAR,
    certainty VARCHAR NOT NULL,
    status VARCHAR,
    tier SMALLINT NOT NULL,
    hedge_dropped BOOLEAN NOT NULL,
    from_seeds BOOLEAN NOT NULL,
    -- That of ledger.claims: the rows of new claims lie together, and are found without looking at the others.
    first_seen TIMESTAMP NOT NULL
);

-- How much was said a day, week and month, by type of event; worked out like support.
CREATE TABLE ledger.trend (
    grain VARCHAR NOT NULL,
    bucket TIMESTAMP NOT NULL,
    event_type VARCHAR NOT NULL,
    mentions INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    new_claims INTEGER NOT NULL,
    origins INTEGER NOT NULL
);

-- Which outlets speak with one voice because one organisation owns them, as people said; the newest row of an outlet stands,
-- and one without a family takes it out of every family.
CREATE TABLE ledger.families (
    outlet VARCHAR NOT NULL,
    family VARCHAR,
    note VARCHAR,
    decided_at TIMESTAMP NOT NULL
);
