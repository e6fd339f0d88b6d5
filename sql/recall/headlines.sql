-- The headlines of the stories that something came to since a moment, and how their articles begin, the earliest first;
-- which article's each story goes by, and whether somebody was alerted of it under that name.
WITH touched AS (
    SELECT DISTINCT story_id FROM ledger.placements WHERE decided_at >= $since
),
placed AS (
    SELECT article_id, arg_max(story_id, decided_at) AS story_id
    FROM ledger.placements
    WHERE article_id IN (SELECT article_id FROM ledger.placements WHERE story_id IN (FROM touched))
    GROUP BY article_id
),
compared AS (
    SELECT article_id, revision, arg_max(decision, decided_at) AS decision
    FROM ledger.comparisons
    WHERE article_id IN (SELECT article_id FROM placed)
    GROUP BY article_id, revision
),
present AS (
    SELECT story_id, arg_max(article_id, decided_at) AS article_id
    FROM ledger.story_titles
    WHERE story_id IN (FROM touched)
    GROUP BY story_id
),
members AS (
    SELECT
        story_id, article_id, title, text[:300] AS beginning, decision,
        least(coalesce(published_at, seen_at), seen_at) AS dated_at
    FROM ledger.revisions
    JOIN compared USING (article_id, revision)
    JOIN placed USING (article_id)
    WHERE story_id IN (FROM touched)
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY seen_at DESC, taken_in_at DESC) = 1
)
SELECT
    story_id,
    members.article_id,
    coalesce(title, '') AS title,
    beginning,
    decision IN ('exact', 'near_duplicate', 'edited_copy') AS is_copy,
    present.article_id AS present,
    story_id IN (SELECT story_id FROM ledger.alerts) AS alerted
FROM members LEFT JOIN present USING (story_id)
QUALIFY row_number() OVER (PARTITION BY story_id ORDER BY dated_at, members.article_id) <= 50
ORDER BY story_id, dated_at, members.article_id;
