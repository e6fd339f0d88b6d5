-- What did we know on a given day of what had come up in the week before, and on how many independent origins did it rest?
-- day: a moment, instead of now
-- since: only claims first seen from then on, instead of in the week before
SELECT as_put(claim, denied) AS claim, status, origins, articles, outlets, certainty, first_said, claim_id
FROM support_as_of(
    coalesce(getvariable('day')::TIMESTAMP, now() AT TIME ZONE 'UTC'),
    since := coalesce(getvariable('since')::TIMESTAMP, coalesce(getvariable('day')::TIMESTAMP, now() AT TIME ZONE 'UTC') - INTERVAL 7 DAY)
)
ORDER BY origins DESC, articles DESC, claim
LIMIT 500;
