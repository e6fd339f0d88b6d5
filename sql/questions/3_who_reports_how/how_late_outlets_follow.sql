-- How long after the first report does each outlet follow?
-- since: a day, instead of thirty days ago
SELECT outlet, echoes, median_lag
FROM echo_lag(coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY))
ORDER BY median_lag, outlet
LIMIT 200;
