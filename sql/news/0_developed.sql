-- Which claims did a batch move, or bring something to (`looked_at`), and how did they stand before and after; and how do those
-- stand that contradict them (`rivals`)? Of a claim that was counted anew the row is in `supported`, what was counted last of it in
-- `last_counts`.
CREATE OR REPLACE TEMP TABLE developed AS
WITH before AS (
    FROM last_counts WHERE place IS NOT NULL
)
SELECT
    claim_id, $began AS began, $at AS decided_at, $run_id::BIGINT AS run_id, b.origins AS origins_before, b.status AS status_before,
    s.origins, s.status, s.outlets, s.tier, s.denied
FROM supported AS s LEFT JOIN before AS b USING (claim_id)
WHERE claim_id IN (SELECT claim_id FROM looked_at)
    OR b.origins IS DISTINCT FROM s.origins
    OR b.status IS DISTINCT FROM s.status
UNION ALL
SELECT claim_id, $began, $at, $run_id::BIGINT, origins, status, origins, status, outlets, tier, denied
FROM before SEMI JOIN rivals USING (claim_id) ANTI JOIN supported USING (claim_id);
