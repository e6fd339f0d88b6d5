-- The verdicts that stand of the mentions in `relinked`, of those said since a moment. Places first, rows then: whole rows
-- behind a join are read for every one that its filter lets through by mistake, with all beside it.
CREATE OR REPLACE TEMP TABLE standing AS
SELECT
    rowid AS place, mention_id, claim_id, origin_id, via, origin_basis, novelty, hedge_dropped, score, reason, entered_at,
    said_at
FROM ledger.mentions
WHERE rowid IN (
    SELECT rowid FROM ledger.mentions WHERE said_at >= $since AND mention_id IN (SELECT mention_id FROM relinked)
);
