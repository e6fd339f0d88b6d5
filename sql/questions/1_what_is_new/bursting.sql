-- Whom do far more independent voices speak of than usual, in the last seven days?
-- since: a day, instead of seven days ago
SELECT subject, began_at, ended_at, origins, round(level, 1) AS usual, articles, mentions, round(score, 1) AS score
FROM bursts(coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 7 DAY))
ORDER BY score DESC, subject
LIMIT 50;
