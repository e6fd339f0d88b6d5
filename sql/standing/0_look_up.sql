-- What was counted last of the claims in `looked_up`, of those first seen since a moment? Places first, rows then.
INSERT INTO last_counts
SELECT claim_id, rowid, first_said, first_seen, denied, origins, status, outlets, tier
FROM ledger.support
WHERE rowid IN (
    SELECT rowid FROM ledger.support WHERE first_seen >= $since AND claim_id IN (SELECT claim_id FROM looked_up)
);
