-- Which stored claims may say what is about to be linked, or be moved by it: those of the same stories, those about the same
-- subject in the weeks around, those quoted in the same words, those that the articles themselves made before, and those that a
-- person decided something of; and the latest of all, for the articles on one matter seldom make one story.
CREATE OR REPLACE TEMP TABLE found_claims AS
WITH of_stories AS (
    SELECT c.claim_id, coalesce(today.story_id, c.story_id) AS story_id, c.event_type, c.first_seen
    FROM ledger.claims AS c LEFT JOIN story_names AS today ON today.old_id = c.story_id
),
found AS (
    SELECT claim_id FROM of_stories SEMI JOIN asked_stories USING (story_id)
    QUALIFY row_number() OVER (PARTITION BY story_id, event_type ORDER BY first_seen DESC, claim_id) <= $most
    UNION
    SELECT claim_id FROM (
        SELECT claim_id, about, said_at, mention_id FROM ledger.mentions
        WHERE said_at >= $from AND said_at < $until
    ) SEMI JOIN asked_subjects USING (about)
    QUALIFY row_number() OVER (PARTITION BY about ORDER BY said_at DESC, mention_id) <= $most
    UNION
    SELECT claim_id FROM ledger.mentions SEMI JOIN (
        SELECT mention_id FROM ledger.quotes SEMI JOIN asked_quotes USING (quote)
        QUALIFY row_number() OVER (PARTITION BY quote ORDER BY mention_id) <= $most
    ) AS quoted USING (mention_id)
    UNION
    SELECT claim_id FROM ledger.mentions SEMI JOIN asked_articles USING (article_id)
    UNION
    SELECT claim_id FROM ledger.claims SEMI JOIN asked_claims USING (claim_id)
    UNION
    SELECT claim_id FROM (
        SELECT claim_id FROM ledger.claims WHERE first_seen >= $lately ORDER BY first_seen DESC, claim_id LIMIT $latest
    )
)
FROM found
UNION SELECT other_id FROM ledger.contradictions SEMI JOIN found USING (claim_id)
UNION SELECT x.claim_id FROM ledger.contradictions AS x SEMI JOIN found ON found.claim_id = x.other_id;
