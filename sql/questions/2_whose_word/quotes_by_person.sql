-- What did somebody say, in their own words, over time?
-- person: part of a name; everybody where it is not set
-- since: a day, instead of ninety days ago
WITH quoted AS (
    SELECT mention_id, claim_id, article_id, revision, "start", "end", said_at, outlet, claim, novelty,
        coalesce(speaker_entity, speaker) AS person
    FROM ledger.mentions
    WHERE mode = 'quoted' AND speaker_kind <> 'author'
        AND said_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 90 DAY)
        AND contains(lower(coalesce(speaker_entity, speaker)), lower(coalesce(getvariable('person'), '')))
    ORDER BY said_at DESC, mention_id
    LIMIT 200
)
SELECT q.person, q.said_at, q.outlet, substring(r.text, q."start" + 1, q."end" - q."start") AS words, q.claim, q.novelty
FROM quoted AS q
JOIN ledger.revisions AS r ON r.article_id = q.article_id AND r.revision = q.revision
ORDER BY q.person, q.said_at, q.outlet, q.claim;
