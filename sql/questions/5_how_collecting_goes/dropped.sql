-- What was left out, and why?
-- since: a day, instead of seven days ago
SELECT stage, reason, detail, url, seen_at FROM drops
WHERE seen_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 7 DAY)
ORDER BY seen_at DESC, stage, url
LIMIT 1000;
