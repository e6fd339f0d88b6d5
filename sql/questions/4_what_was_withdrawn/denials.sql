-- What is denied, by whom, and how does it stand?
-- since: a day, instead of thirty days ago
WITH negative AS (
    SELECT m.claim_id, m.article_id, m.revision, m."start", m."end", coalesce(m.speaker_entity, m.speaker) AS denied_by, m.outlet,
        m.said_at
    FROM ledger.mentions AS m
    WHERE (m.mode = 'denied' OR m.novelty = 'denied') AND m.event_type <> 'statement.no_comment'
        AND m.said_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY)
    ORDER BY m.said_at DESC, m.mention_id
    LIMIT 2000
),
told AS (
    SELECT n.*, substring(r.text, n."start" + 1, n."end" - n."start") AS evidence
    FROM negative AS n
    JOIN ledger.revisions AS r ON r.article_id = n.article_id AND r.revision = n.revision
),
answered AS (
    SELECT claim_id FROM ledger.contradictions UNION SELECT other_id FROM ledger.contradictions
)
SELECT as_put(c.claim, s.denied) AS claim, t.denied_by, t.outlet, t.said_at, t.evidence, s.status, s.origins, s.articles, t.claim_id
FROM told AS t
JOIN ledger.claims AS c USING (claim_id)
JOIN ledger.support AS s USING (claim_id)
-- Who says “we have no concerns” denies nothing, unless somebody had said that they had.
WHERE s.denied OR c.polarity = '+' OR t.claim_id IN (FROM answered)
    OR regexp_matches(
        t.evidence,
        '\b(den(y|ies|ied|ying|ials?)|reject\w*|dismiss\w*|refut\w+|rebut\w*|disput\w+|disavow\w*|repudiat\w+|untrue|false|no truth|not true|baseless|unfounded|groundless|fabricat\w+)\b',
        'i'
    )
ORDER BY t.said_at DESC, claim, t.denied_by, t.outlet
LIMIT 200;
