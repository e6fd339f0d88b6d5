-- Where are the mentions of the claims found? Places first, rows then: whole rows behind a join are read for every one that its
-- filter lets through by mistake, with all beside it (docs/choices.md#shingles).
CREATE OR REPLACE TEMP TABLE found_places AS
SELECT rowid AS place, mention_id, article_id, revision, origin_id
FROM ledger.mentions SEMI JOIN found_claims USING (claim_id)
WHERE said_at >= $since;
