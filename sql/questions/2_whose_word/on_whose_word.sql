-- On whose word does it rest? Origins with how much hangs on each.
-- since: a day, instead of thirty days ago
WITH resting AS (
    SELECT origin_id, count(DISTINCT claim_id) AS claims, count(*) AS mentions, count(DISTINCT article_id) AS articles,
        count(DISTINCT outlet) AS outlets, min(seen_at) AS first_seen
    FROM mention_facts
    WHERE origin_id IS NOT NULL
        AND said_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY)
    GROUP BY origin_id
    ORDER BY claims DESC, mentions DESC, origin_id
    LIMIT 200
)
SELECT o.origin, o.via, o.kind, r.claims, r.mentions, r.articles, r.outlets, r.first_seen
FROM resting AS r JOIN ledger.origins AS o USING (origin_id)
QUALIFY row_number() OVER (PARTITION BY origin_id ORDER BY o.kind = 'anonymous' DESC, o.first_seen) = 1
ORDER BY r.claims DESC, r.mentions DESC, o.origin;
