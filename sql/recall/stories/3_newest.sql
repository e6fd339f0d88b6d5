-- Which is the newest text of each?
CREATE OR REPLACE TEMP TABLE newest AS
SELECT article_id, arg_max(text_id, decided_at) AS text_id, arg_max(revision, decided_at) AS revision
FROM (SELECT text_id, article_id, revision FROM ledger.fingerprints SEMI JOIN placed USING (article_id) WHERE scheme = $scheme)
JOIN (SELECT article_id, revision, decided_at FROM ledger.comparisons SEMI JOIN placed USING (article_id))
    USING (article_id, revision)
GROUP BY article_id;
