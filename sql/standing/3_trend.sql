-- How much was said, by type of event, on the days and in the weeks and months in `uncounted` that begin in $month? All of these
-- lie between $from and $until.
INSERT INTO ledger.trend
WITH said AS MATERIALIZED (
    SELECT
        said_at::DATE AS day, event_type, article_id, claim_id, novelty,
        CASE WHEN origin_basis <> 'none' THEN origin_id END AS origin_id
    FROM ledger.mentions
    WHERE said_at >= $from AND said_at < $until
),
voiced AS MATERIALIZED (
    SELECT said.* EXCLUDE (origin_id), voice_id
    FROM said LEFT JOIN (
        SELECT origin_id, voice_id
        FROM ledger.origins WHERE NOT spare AND origin_id IN (SELECT origin_id FROM said)
    ) AS voices USING (origin_id)
)
SELECT
    grain,
    bucket,
    event_type,
    count(*) AS mentions,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT claim_id) AS claims,
    count(*) FILTER (novelty = 'new') AS new_claims,
    count(DISTINCT voice_id) AS origins
FROM (
    SELECT 'day' AS grain, day::TIMESTAMP AS bucket, * FROM voiced
    UNION ALL SELECT 'week', date_trunc('week', day)::TIMESTAMP, * FROM voiced
    UNION ALL SELECT 'month', date_trunc('month', day)::TIMESTAMP, * FROM voiced
)
SEMI JOIN (FROM uncounted WHERE begins_in = $month) AS wanted USING (grain, bucket)
GROUP BY grain, bucket, event_type;
