-- How many new claims, articles and independent origins came up each day?
-- since: a day, instead of thirty days ago
SELECT said_at::DATE AS day, count(*) FILTER (novelty = 'new') AS new_claims, count(*) AS mentions,
    count(DISTINCT voice_id) AS origins, count(DISTINCT article_id) AS articles
FROM mention_facts
WHERE said_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY)
GROUP BY day
ORDER BY day;
