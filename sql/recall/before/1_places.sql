-- Where are the texts that each article asked about has carried so far, those left out that its topic let go? Places first,
-- rows then: whole rows behind a join are read for every one that its filter lets through by mistake, with all beside it
-- (docs/choices.md#shingles).
CREATE OR REPLACE TEMP TABLE places AS
SELECT revisions.rowid AS place
FROM ledger.revisions SEMI JOIN ledger.comparisons USING (article_id, revision)
WHERE article_id IN (SELECT article_id FROM asked_texts);
