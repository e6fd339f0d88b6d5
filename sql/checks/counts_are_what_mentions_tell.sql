-- Is anything counted of claims otherwise than their mentions tell?
SELECT claim_id
FROM (
    SELECT
        m.claim_id,
        count(*) AS mentions,
        count(DISTINCT m.article_id) AS articles,
        count(DISTINCT m.outlet) AS outlets,
        greatest(1, count(DISTINCT o.voice_id) FILTER (m.origin_basis <> 'none' AND m.mode <> 'denied' AND m.score >= 0.5)) AS origins
    FROM ledger.mentions AS m
    LEFT JOIN (SELECT origin_id, any_value(voice_id) AS voice_id FROM ledger.origins GROUP BY origin_id) AS o USING (origin_id)
    GROUP BY m.claim_id
) AS told
FULL JOIN ledger.support AS counted USING (claim_id)
WHERE (told.mentions, told.articles, told.outlets, told.origins)
    IS DISTINCT FROM (counted.mentions, counted.articles, counted.outlets, counted.origins)
UNION ALL
SELECT count(*) FROM ledger.trend WHERE grain = 'day' HAVING coalesce(sum(mentions), 0) <> (SELECT count(*) FROM ledger.mentions)
UNION ALL
-- Weeks and months are counted when they are published; what is not counted yet is not there.
SELECT count(*)
FROM (SELECT grain, bucket, event_type, mentions FROM ledger.trend WHERE grain <> 'day') AS spans
JOIN (
    SELECT grains.grain, date_trunc(grains.grain, bucket)::TIMESTAMP AS bucket, event_type, sum(mentions) AS mentions
    FROM ledger.trend AS days, (VALUES ('week'), ('month')) AS grains (grain)
    WHERE days.grain = 'day'
    GROUP BY ALL
) AS days USING (grain, bucket, event_type)
WHERE spans.mentions <> days.mentions
HAVING count(*) > 0;
