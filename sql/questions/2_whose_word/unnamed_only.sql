-- Which claims rest on nobody with a name, and which outlet had them first?
-- since: a day; all time where it is not set
SELECT as_put(claim, denied) AS claim, first_outlet, articles, outlets, origins, certainty, first_seen, claim_id FROM claims
WHERE status = 'single_unnamed' AND tier = 1
    AND first_seen >= coalesce(getvariable('since'), '1970-01-01')::TIMESTAMP
ORDER BY articles DESC, first_seen DESC, claim
LIMIT 200;
