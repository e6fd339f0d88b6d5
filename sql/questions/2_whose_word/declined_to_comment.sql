-- Who was asked and would not say?
-- since: a day, instead of thirty days ago
WITH silent AS (
    SELECT article_id, revision, "start", "end", coalesce(speaker_entity, speaker) AS speaker, outlet, said_at FROM ledger.mentions
    WHERE mode = 'declined' AND said_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY)
    ORDER BY said_at DESC, mention_id
    LIMIT 200
)
SELECT DISTINCT s.speaker, s.outlet, s.said_at, substring(r.text, s."start" + 1, s."end" - s."start") AS evidence
FROM silent AS s JOIN ledger.revisions AS r ON r.article_id = s.article_id AND r.revision = s.revision
ORDER BY s.speaker, s.said_at, s.outlet, evidence;
