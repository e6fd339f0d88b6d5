-- Where are these texts?
CREATE OR REPLACE TEMP TABLE places AS
SELECT text_id, revisions.rowid AS place
FROM ledger.revisions
JOIN (FROM ledger.fingerprints WHERE scheme = $scheme AND text_id IN (FROM near_texts)) USING (article_id, revision);
