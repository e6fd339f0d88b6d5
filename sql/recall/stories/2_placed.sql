-- In which stories are they, and which are the latest members of these?
CREATE OR REPLACE TEMP TABLE placed AS
WITH stories AS (
    SELECT DISTINCT story_id FROM ledger.placements SEMI JOIN candidates USING (article_id)
),
members AS (
    SELECT DISTINCT article_id FROM ledger.placements SEMI JOIN stories USING (story_id)
),
newest AS (
    SELECT article_id, arg_max(story_id, decided_at) AS story_id, min(decided_at) AS arrived_at
    FROM ledger.placements SEMI JOIN members USING (article_id)
    GROUP BY article_id
)
FROM newest
WHERE story_id IN (FROM stories)
QUALIFY article_id IN (SELECT article_id FROM candidates)
    OR row_number() OVER (PARTITION BY story_id ORDER BY arrived_at DESC) <= $members;
