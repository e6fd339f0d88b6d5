-- What was said on `touched_days`, which lie between $from and $until.
CREATE OR REPLACE TEMP TABLE said AS
SELECT
    said_at::DATE AS day, event_type, article_id, claim_id, novelty,
    CASE WHEN origin_basis <> 'none' THEN origin_id END AS origin_id
FROM ledger.mentions
WHERE said_at >= $from AND said_at < $until AND said_at::DATE IN (SELECT day FROM touched_days);
