-- Which claims cannot both hold, and does one article make both?
-- since: a day, instead of ninety days ago
SELECT as_put(claim, denied) AS claim, origins, articles, as_put(contradicts, contradicts_denied) AS contradicts, contradicts_origins, contradicts_articles, reason, in_one_article, status, decided_at
FROM contradictions(coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 90 DAY))
ORDER BY in_one_article DESC, decided_at DESC, claim
LIMIT 200;
