-- Where do these texts and their traits stand?
CREATE OR REPLACE TEMP TABLE places AS
SELECT article_id, revisions.rowid AS place, traits.place AS traits_place
FROM ledger.revisions
JOIN newest USING (article_id, revision)
JOIN (
    SELECT text_id, rowid AS place FROM ledger.traits SEMI JOIN newest USING (text_id) WHERE scheme = $story_scheme
) AS traits USING (text_id);
