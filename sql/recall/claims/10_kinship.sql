-- Which stories grew out of which, as far as the claims found, or the articles of the batch, stand in one of the two?
WITH stories AS (
    FROM asked_stories
    UNION
    SELECT story_id FROM ledger.claims SEMI JOIN found_claims USING (claim_id)
),
grown AS (
    SELECT DISTINCT story_id, related_to FROM ledger.placements
    WHERE related_to IS NOT NULL AND (story_id IN (FROM stories) OR related_to IN (FROM stories))
)
SELECT coalesce(today.story_id, grown.story_id) AS story_id, coalesce(before.story_id, grown.related_to) AS related_to
FROM grown
LEFT JOIN story_names AS today ON today.old_id = grown.story_id
LEFT JOIN story_names AS before ON before.old_id = grown.related_to;
