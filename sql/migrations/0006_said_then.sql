-- Which claims are denials, to be told from what they deny; and what voice an origin had when.

-- A claim that was made by denying it is kept in the words that are denied (“Renn will resign”). This one says so where the
-- words have no “not” of their own; `pipeline/screen/mentions.py` tells the same of a mention.
ALTER TABLE ledger.support ADD COLUMN denied BOOLEAN;
UPDATE ledger.support SET denied = false;
UPDATE ledger.support SET denied = true
FROM (
    SELECT c.claim_id
    FROM ledger.claims AS c JOIN ledger.mentions AS m ON m.mention_id = c.first_mention
    WHERE m.mode = 'denied'
        AND NOT regexp_matches(c.claim, '\b(no|not|never|nobody|nothing|none|neither|nor|cannot)\b|n[''’]t\b|\bden(y|ies|ied)\W*$', 'i')
) AS first
WHERE first.claim_id = support.claim_id;

-- One row a voice that an origin ever had, of those that ever got another: ledger.origins has the one that stands.
CREATE TABLE ledger.revoiced (
    origin_id BIGINT NOT NULL,
    voice_id BIGINT NOT NULL,
    decided_at TIMESTAMP NOT NULL
);
