-- The candidates, and the latest members of the stories they are in: each with its story and its newest text's traits; the
-- text itself of candidates only.
WITH stories AS (
    SELECT arg_max(story_id, decided_at) AS story_id
    FROM ledger.placements WHERE article_id IN (FROM candidates)
    GROUP BY article_id
),
placed AS (
    SELECT article_id, arg_max(story_id, decided_at) AS story_id, min(decided_at) AS arrived_at
    FROM ledger.placements
    WHERE article_id IN (SELECT article_id FROM ledger.placements WHERE story_id IN (FROM stories))
    GROUP BY article_id
),
members AS (
    FROM placed
    WHERE story_id IN (FROM stories)
    QUALIFY article_id IN (FROM candidates) OR row_number() OVER (PARTITION BY story_id ORDER BY arrived_at DESC) <= $members
),
newest AS (
    SELECT article_id, arg_max(text_id, decided_at) AS text_id, arg_max(revision, decided_at) AS revision
    FROM ledger.fingerprints
    JOIN ledger.comparisons USING (article_id, revision)
    WHERE fingerprints.scheme = $scheme AND article_id IN (SELECT article_id FROM members)
    GROUP BY article_id
)
SELECT
    members.article_id, members.story_id, revisions.url, revisions.title, revisions.published_at, traits.traits,
    CASE WHEN members.article_id IN (FROM candidates) THEN revisions.text END AS text
FROM members
JOIN newest USING (article_id)
JOIN ledger.traits ON traits.text_id = newest.text_id AND traits.scheme = $story_scheme
JOIN ledger.revisions ON revisions.article_id = members.article_id AND revisions.revision = newest.revision
ORDER BY members.arrived_at;
