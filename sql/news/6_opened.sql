-- In which stories were the claims that a batch opened the first worth telling? Those of `news_opened` were not there yet before;
-- what is context alone (tier 2) opens no story, and neither does an article that goes on with what another story had claimed.
WITH fresh AS (
    SELECT n.batch, b.decided_at, c.first_mention, c.first_seen, coalesce(today.story_id, c.story_id) AS story_id
    FROM (FROM news_claims WHERE origins_before IS NULL) AS n
    JOIN news_batches AS b USING (batch)
    JOIN ledger.claims AS c USING (claim_id)
    LEFT JOIN story_names AS today ON today.old_id = c.story_id
),
names AS (
    SELECT story_id AS old_id, story_id FROM fresh
    UNION SELECT old_id, story_id FROM story_names SEMI JOIN fresh USING (story_id)
),
others AS (
    SELECT names.story_id, c.first_mention, c.first_seen, o.decided_at
    FROM (SELECT story_id AS old_id, claim_id, first_mention, first_seen FROM ledger.claims) AS c
    JOIN names USING (old_id)
    LEFT JOIN news_opened AS o USING (claim_id)
),
telling AS (
    SELECT mention_id, seen_at AS first_seen FROM ledger.mentions
    WHERE rowid IN (
        SELECT m.rowid FROM ledger.mentions AS m
        SEMI JOIN others AS o ON o.first_mention = m.mention_id AND o.first_seen = m.seen_at
        WHERE m.tier = 1
    )
),
before AS (
    SELECT story_id, coalesce(decided_at, TIMESTAMP '0001-01-01') AS decided_at
    FROM others SEMI JOIN telling ON telling.mention_id = others.first_mention
),
articles AS (
    SELECT DISTINCT fresh.batch, fresh.decided_at, fresh.story_id, m.article_id
    FROM (
        FROM ledger.mentions
        WHERE rowid IN (
            SELECT m.rowid FROM ledger.mentions AS m
            SEMI JOIN fresh ON fresh.first_mention = m.mention_id AND fresh.first_seen = m.seen_at
        )
    ) AS m
    JOIN fresh ON fresh.first_mention = m.mention_id
),
going_on AS (
    SELECT articles.batch, articles.story_id
    FROM articles
    JOIN (
        SELECT article_id, claim_id, score, entered_at FROM ledger.mentions
        WHERE article_id IN (SELECT article_id FROM articles)
    ) AS m ON m.article_id = articles.article_id AND m.entered_at <= articles.decided_at
    JOIN ledger.claims AS c ON c.claim_id = m.claim_id
    LEFT JOIN story_names AS today ON today.old_id = c.story_id
    LEFT JOIN news_opened AS o ON o.claim_id = m.claim_id
    WHERE m.score >= 0.5 AND coalesce(today.story_id, c.story_id) <> articles.story_id
        AND (o.decided_at IS NULL OR o.decided_at < articles.decided_at)
)
SELECT DISTINCT batch, fresh.story_id
FROM fresh SEMI JOIN telling ON telling.mention_id = fresh.first_mention
ANTI JOIN going_on ON going_on.batch = fresh.batch AND going_on.story_id = fresh.story_id
ANTI JOIN before ON before.story_id = fresh.story_id AND before.decided_at < fresh.decided_at;
