-- The mentions of the claims in `touched`, of which none is earlier than $from. A table and no part of the next query, so that
-- DuckDB knows how few they are before it looks up what they rest on.
CREATE OR REPLACE TEMP TABLE told AS
SELECT
    claim_id, mention_id, article_id, outlet, origin_id, origin_basis, mode, certainty, said_at, seen_at, tier,
    hedge_dropped, is_seed, score
FROM ledger.mentions
-- Places first, rows then: a claim of long ago may be told again, and of all that was said since only the ids are read.
WHERE rowid IN (SELECT rowid FROM ledger.mentions SEMI JOIN touched USING (claim_id) WHERE said_at >= $from);
