-- What was newly claimed in the last 24 hours?
-- since: a moment, instead of a day ago
SELECT as_put(claim, denied) AS claim, status, origins, articles, outlets, speaker, origin, via, evidence, first_seen
FROM new_claims(coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 1 DAY))
WHERE tier = 1
ORDER BY origins DESC, first_seen, claim
LIMIT 500;
