-- Which texts are decided on again: all, or those decided on since a moment? Not those seen since: an archive holds pages
-- that were seen years ago, and what was decided after a text may rest on it.
CREATE TEMP TABLE redone AS
SELECT article_id, revision, run_id, seen_at, min(decided_at) AS decided_at
FROM ledger.revisions
JOIN ledger.comparisons USING (article_id, revision)
WHERE $since IS NULL OR decided_at >= $since
GROUP BY ALL;
