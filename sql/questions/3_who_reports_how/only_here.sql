-- What does one outlet alone report?
-- outlet: its name; every outlet where it is not set
-- since: a day, instead of thirty days ago
SELECT first_outlet AS outlet, as_put(claim, denied) AS claim, status, origins, articles, first_seen, claim_id FROM claims
WHERE outlets = 1 AND tier = 1 AND first_outlet IS NOT NULL
    AND lower(first_outlet) = lower(coalesce(getvariable('outlet'), first_outlet))
    AND first_seen >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY)
ORDER BY first_seen DESC, outlet, claim
LIMIT 200;
