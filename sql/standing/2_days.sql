-- How much was said on `touched_days`, by type of event (the mentions in `said`)? The weeks and months they are in are to be counted again.
DELETE FROM ledger.trend
WHERE (grain, bucket) IN (
    SELECT (grain, date_trunc(grain, day)::TIMESTAMP)
    FROM touched_days, (VALUES ('day'), ('week'), ('month')) AS grains (grain)
);
INSERT INTO ledger.trend
WITH voices AS (
    SELECT origin_id, voice_id
    FROM ledger.origins WHERE NOT spare AND origin_id IN (SELECT origin_id FROM said)
)
SELECT
    'day' AS grain,
    day::TIMESTAMP AS bucket,
    event_type,
    count(*) AS mentions,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT claim_id) AS claims,
    count(*) FILTER (novelty = 'new') AS new_claims,
    count(DISTINCT voice_id) AS origins
FROM said LEFT JOIN voices USING (origin_id)
GROUP BY day, event_type;
