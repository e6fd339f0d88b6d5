-- Where do their texts stand?
CREATE OR REPLACE TEMP TABLE places AS
SELECT text_id, revisions.rowid AS place
FROM ledger.revisions
JOIN (FROM carrying SEMI JOIN near_texts USING (text_id)) USING (article_id, revision);
