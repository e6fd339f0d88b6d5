-- How much does each outlet report, how much of it first, and on how many independent origins?
-- since: a day, instead of thirty days ago
SELECT outlet, articles, mentions, origins, first_with, echoes, hedges_dropped, round(attributed, 2) AS attributed
FROM outlet_record(coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY))
ORDER BY articles DESC, outlet
LIMIT 200;
