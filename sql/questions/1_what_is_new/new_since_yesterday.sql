-- What was newly claimed in the last 24 hours?
SELECT claim, status, origins, outlets, speaker, origin, via, evidence
FROM new_claims(now() AT TIME ZONE 'UTC' - INTERVAL 1 DAY)
WHERE tier = 1;
