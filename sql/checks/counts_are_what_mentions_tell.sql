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
-- Days, weeks and months are counted before anybody may read them; what something came to since is told by its days.
SELECT count(*)
FROM (
    SELECT grain, date_trunc(grain, day)::TIMESTAMP AS bucket, sum(mentions) AS mentions
    FROM (SELECT said_at::DATE AS day, count(*) AS mentions FROM ledger.mentions GROUP BY day),
        (VALUES ('day'), ('week'), ('month')) AS grains (grain)
    GROUP BY ALL
) AS told
FULL JOIN (SELECT grain, bucket, sum(mentions) AS mentions FROM ledger.trend GROUP BY grain, bucket) AS counted USING (grain, bucket)
WHERE told.mentions IS DISTINCT FROM counted.mentions AND (grain, bucket) NOT IN (
    SELECT (grain, date_trunc(grain, day)::TIMESTAMP)
    FROM ledger.uncounted_days, (VALUES ('day'), ('week'), ('month')) AS grains (grain)
)
HAVING count(*) > 0;
