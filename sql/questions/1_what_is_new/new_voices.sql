-- Which known claims got another independent voice in the last seven days, and whose?
-- since: a moment, instead of seven days ago
WITH added AS (
    SELECT claim_id, mention_id, origin_id, voice_id, outlet, said_at, novelty FROM mention_facts
    WHERE novelty IN ('new_origin', 'on_record')
        AND seen_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 7 DAY)
    ORDER BY seen_at DESC
    LIMIT 200
)
SELECT as_put(c.claim, c.denied) AS claim, coalesce(o.origin, added.outlet) AS voice, added.novelty, added.outlet, added.said_at, c.origins, c.articles,
    c.status, c.claim_id
FROM added
JOIN claims AS c USING (claim_id)
LEFT JOIN (
    SELECT origin_id, min(origin) AS origin FROM (SELECT DISTINCT origin_id FROM added) JOIN ledger.origins USING (origin_id)
    GROUP BY origin_id
) AS o USING (origin_id)
ORDER BY added.said_at DESC, c.claim, voice;
