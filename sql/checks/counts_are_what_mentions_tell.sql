-- Is anything counted of claims otherwise than their mentions tell?
SELECT claim_id
FROM (
    SELECT
        m.claim_id,
        count(*) AS mentions,
        count(DISTINCT m.article_id) AS articles,
        count(DISTINCT m.outlet) AS outlets,
        greatest(1, count(DISTINCT o.voice_id) FILTER (m.origin_basis <> 'none' AND m.mode <> 'denied')) AS origins
    FROM ledger.mentions AS m
    LEFT JOIN (SELECT origin_id, any_value(voice_id) AS voice_id FROM ledger.origins GROUP BY origin_id) AS o USING (origin_id)
    GROUP BY m.claim_id
) AS told
FULL JOIN ledger.support AS counted USING (claim_id)
WHERE (told.mentions, told.articles, told.outlets, told.origins)
    IS DISTINCT FROM (counted.mentions, counted.articles, counted.outlets, counted.origins)
UNION ALL
SELECT count(*) FROM ledger.trend WHERE grain = 'month' HAVING coalesce(sum(mentions), 0) <> (SELECT count(*) FROM ledger.mentions);
