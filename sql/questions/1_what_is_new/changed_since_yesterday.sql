-- Which claims rose or fell in the last 24 hours, and what moved them?
-- since: a moment, instead of a day ago
WITH moved AS (
    SELECT claim_id, arg_max(status, decided_at) AS became, max(decided_at) AS changed_at,
        arg_max(mention_id, decided_at) AS mention_id
    FROM steps
    WHERE decided_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 1 DAY)
    GROUP BY claim_id
),
stood AS (
    SELECT claim_id, arg_max(s.status, s.decided_at) AS was
    FROM moved JOIN steps AS s USING (claim_id)
    WHERE s.decided_at < coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 1 DAY)
    GROUP BY claim_id
)
SELECT as_put(c.claim, c.denied) AS claim, stood.was, moved.became, moved.changed_at, m.outlet AS moved_by, c.origins, c.articles, c.claim_id
FROM moved
JOIN stood USING (claim_id)
JOIN claims AS c USING (claim_id)
LEFT JOIN mention_facts AS m ON m.mention_id = moved.mention_id
    AND m.claim_id = moved.claim_id
WHERE stood.was <> moved.became
ORDER BY moved.changed_at DESC, c.claim
LIMIT 500;
