-- The claims in `news_claims`: what they say, in which story, by what name that went then, and who had them first.
WITH worded AS (
    SELECT c.claim_id, c.claim, c.first_seen, c.first_mention, coalesce(today.story_id, c.story_id) AS story_id
    FROM (FROM ledger.claims WHERE rowid IN (SELECT rowid FROM ledger.claims SEMI JOIN news_claims USING (claim_id))) AS c
    LEFT JOIN story_names AS today ON today.old_id = c.story_id
),
firsts AS (
    SELECT mention_id, outlet, mode FROM ledger.mentions
    WHERE rowid IN (
        SELECT rowid FROM ledger.mentions
        WHERE (mention_id, seen_at) IN (SELECT (first_mention, first_seen) FROM worded)
    )
),
titles AS (
    SELECT story_id, title, decided_at FROM ledger.story_titles WHERE story_id IN (SELECT story_id FROM worded)
),
headlines AS (
    SELECT p.story_id, arg_min(r.title, (p.decided_at, r.taken_in_at)) AS title
    FROM ledger.placements AS p
    JOIN ledger.revisions AS r USING (article_id)
    WHERE p.story_id IN (SELECT story_id FROM worded) AND r.title IS NOT NULL
    GROUP BY p.story_id
)
SELECT
    n.batch, n.claim_id, w.claim, coalesce(n.denied, false) AS denied, n.tier, w.story_id, coalesce(t.title, h.title) AS story,
    f.outlet AS first_outlet, f.mode AS first_mode, w.first_seen, n.outlets, n.origins_before, n.status_before, n.origins, n.status
FROM news_claims AS n
JOIN news_batches AS b USING (batch)
JOIN worded AS w USING (claim_id)
LEFT JOIN firsts AS f ON f.mention_id = w.first_mention
LEFT JOIN headlines AS h ON h.story_id = w.story_id
LEFT JOIN titles AS t ON t.story_id = w.story_id AND t.decided_at <= b.decided_at
QUALIFY row_number() OVER (PARTITION BY n.batch, n.claim_id ORDER BY t.decided_at DESC NULLS LAST) = 1
ORDER BY n.batch, w.first_seen, n.claim_id;
