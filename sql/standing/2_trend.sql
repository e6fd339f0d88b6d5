-- How much was said in the buckets that `touched_days` fall into, by type of event?
CREATE OR REPLACE TEMP TABLE touched_buckets AS
SELECT DISTINCT grain, date_trunc(grain, day)::TIMESTAMP AS bucket
FROM touched_days, (VALUES ('day'), ('week'), ('month')) AS grains (grain);
DELETE FROM ledger.trend WHERE (grain, bucket) IN (SELECT (grain, bucket) FROM touched_buckets);
INSERT INTO ledger.trend
SELECT
    t.grain,
    t.bucket,
    m.event_type,
    count(*) AS mentions,
    count(DISTINCT m.article_id) AS articles,
    count(DISTINCT m.claim_id) AS claims,
    count(*) FILTER (m.novelty = 'new') AS new_claims,
    count(DISTINCT o.voice_id) FILTER (m.origin_basis <> 'none') AS origins
FROM touched_buckets AS t
JOIN ledger.mentions AS m
    ON m.said_at >= t.bucket AND m.said_at < t.bucket + (CASE t.grain WHEN 'day' THEN INTERVAL 1 DAY WHEN 'week' THEN INTERVAL 7 DAY ELSE INTERVAL 1 MONTH END)
LEFT JOIN (SELECT origin_id, any_value(voice_id) AS voice_id FROM ledger.origins GROUP BY origin_id) AS o USING (origin_id)
GROUP BY ALL;
DROP TABLE touched_buckets;
