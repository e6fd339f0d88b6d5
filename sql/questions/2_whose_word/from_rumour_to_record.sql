-- Which claims began with nobody named and were later put on record, and how long did that take?
-- since: put on record from that day on, instead of thirty days ago
WITH recorded AS (
    SELECT claim_id, min(decided_at) AS on_record_at FROM steps
    WHERE status = 'on_record'
        AND decided_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY)
    GROUP BY claim_id
),
began AS (
    SELECT claim_id, arg_min(s.status, s.decided_at) AS status, min(s.decided_at) AS began_at
    FROM recorded JOIN steps AS s USING (claim_id)
    GROUP BY claim_id
)
SELECT as_put(c.claim, c.denied) AS claim, c.first_outlet, b.began_at, r.on_record_at, r.on_record_at - b.began_at AS took, c.origins, c.articles, c.claim_id
FROM recorded AS r
JOIN began AS b USING (claim_id)
JOIN claims AS c USING (claim_id)
WHERE b.status = 'single_unnamed' AND r.on_record_at > b.began_at
ORDER BY r.on_record_at DESC, c.claim
LIMIT 200;
