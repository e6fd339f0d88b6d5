-- Who states as fact what its origin reported with a source or a doubt?
-- since: a day, instead of thirty days ago
WITH flat AS (
    SELECT outlet, claim, article_id, revision, "start", "end", origin_id, via, origin_basis, said_at FROM ledger.mentions
    WHERE hedge_dropped AND said_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY)
    ORDER BY said_at DESC, mention_id
    LIMIT 200
)
SELECT f.outlet, f.claim, substring(r.text, f."start" + 1, f."end" - f."start") AS evidence, o.origin, f.via, f.origin_basis, f.said_at
FROM flat AS f
JOIN ledger.revisions AS r ON r.article_id = f.article_id AND r.revision = f.revision
LEFT JOIN (
    FROM ledger.origins QUALIFY row_number() OVER (PARTITION BY origin_id ORDER BY kind = 'anonymous' DESC, first_seen) = 1
) AS o ON o.origin_id = f.origin_id
ORDER BY f.outlet, f.claim, f.said_at;
