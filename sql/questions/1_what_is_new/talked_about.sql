-- Who is talked about most, by independent voices, beside how many articles that fills?
-- since: a day, instead of seven days ago
SELECT subject, count(DISTINCT voice_id) AS origins, count(DISTINCT article_id) AS articles, count(DISTINCT outlet) AS outlets,
    count(DISTINCT claim_id) AS claims, count(*) FILTER (novelty = 'new') AS new_claims
FROM mention_facts
WHERE subject IS NOT NULL AND tier = 1
    AND said_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 7 DAY)
GROUP BY subject
ORDER BY origins DESC, articles DESC, subject
LIMIT 50;
