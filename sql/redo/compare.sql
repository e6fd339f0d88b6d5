-- What has to go before the redone texts are compared and put into stories again?
DELETE FROM ledger.placements WHERE article_id IN (SELECT article_id FROM redone) AND decided_at >= (SELECT min(decided_at) FROM redone);
DELETE FROM ledger.passages WHERE (article_id, revision) IN (SELECT (article_id, revision) FROM redone);
DELETE FROM ledger.comparisons WHERE (article_id, revision) IN (SELECT (article_id, revision) FROM redone);
DELETE FROM ledger.shingles WHERE text_id IN (SELECT text_id FROM ledger.fingerprints SEMI JOIN redone USING (article_id, revision));
DELETE FROM ledger.story_keys WHERE text_id IN (SELECT text_id FROM ledger.fingerprints SEMI JOIN redone USING (article_id, revision));
DELETE FROM ledger.traits WHERE text_id IN (SELECT text_id FROM ledger.fingerprints SEMI JOIN redone USING (article_id, revision));
DELETE FROM ledger.fingerprints WHERE (article_id, revision) IN (SELECT (article_id, revision) FROM redone);
