-- Which texts are decided on again: all, or those seen since a moment?
CREATE TEMP TABLE redone AS
SELECT article_id, revision, run_id, min(decided_at) AS decided_at
FROM ledger.revisions
JOIN ledger.comparisons USING (article_id, revision)
WHERE $since IS NULL OR seen_at >= $since
GROUP BY ALL;
