-- How long after publication do we see what each outlet writes?
-- since: a day, instead of thirty days ago
SELECT outlet, count(*) AS articles, to_seconds(median(epoch(seen_at) - epoch(published_at))) AS half_within,
    to_seconds(quantile_cont(epoch(seen_at) - epoch(published_at), 0.9)) AS nine_in_ten_within
FROM ledger.revisions
WHERE NOT is_seed AND published_at <= seen_at AND published_precision IN ('instant', 'minute')
    AND seen_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY)
GROUP BY outlet
ORDER BY half_within DESC, outlet
LIMIT 200;
