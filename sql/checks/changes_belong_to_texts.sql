-- Is there a change that leads to no text, or to the only text of its article?
SELECT c.article_id, c.revision
FROM ledger.changes AS c
LEFT JOIN (
    SELECT article_id, revision, count(*) OVER (PARTITION BY article_id) AS texts FROM ledger.revisions
) AS r USING (article_id, revision)
WHERE r.texts IS NULL OR r.texts < 2;
