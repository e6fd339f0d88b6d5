-- Which claims nobody confirmed, and nobody has repeated for two weeks?
-- since: first seen from that day on, instead of ninety days ago
SELECT as_put(claim, denied) AS claim, status, first_outlet, articles, outlets, origins, first_said, last_said, claim_id
FROM claims
WHERE tier = 1 AND status IN ('single_unnamed', 'disputed', 'corrected')
    AND first_seen >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 90 DAY)
    AND last_said < now() AT TIME ZONE 'UTC' - INTERVAL 14 DAY
ORDER BY articles DESC, last_said DESC, claim
LIMIT 200;
