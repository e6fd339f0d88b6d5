-- Whose reports does each outlet carry?
-- since: a day, instead of thirty days ago
SELECT outlet, via AS carries, count(*) AS mentions, count(DISTINCT article_id) AS articles, count(DISTINCT claim_id) AS claims,
    count(DISTINCT voice_id) AS origins
FROM mention_facts
WHERE via IS NOT NULL AND outlet IS NOT NULL AND lower(via) <> lower(outlet)
    AND said_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY)
GROUP BY outlet, via
ORDER BY claims DESC, outlet, carries
LIMIT 200;
