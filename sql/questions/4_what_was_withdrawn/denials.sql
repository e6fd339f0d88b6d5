-- What is denied, by whom, and how does it stand?
-- since: a day, instead of thirty days ago
WITH denied AS (
    SELECT claim_id, article_id, revision, "start", "end", coalesce(speaker_entity, speaker) AS denied_by, outlet, said_at
    FROM ledger.mentions
    WHERE mode = 'denied' AND said_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY)
    ORDER BY said_at DESC, mention_id
    LIMIT 200
)
SELECT c.claim, d.denied_by, d.outlet, d.said_at, substring(r.text, d."start" + 1, d."end" - d."start") AS evidence, s.status, s.origins,
    s.articles, d.claim_id
FROM denied AS d
JOIN ledger.claims AS c USING (claim_id)
JOIN ledger.support AS s USING (claim_id)
JOIN ledger.revisions AS r ON r.article_id = d.article_id AND r.revision = d.revision
ORDER BY d.said_at DESC, c.claim, d.denied_by, d.outlet;
