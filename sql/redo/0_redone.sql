-- Which texts are decided on again: all, or those decided on since a moment? Not those seen since: an archive holds pages
-- that were seen years ago, and what was decided after a text may rest on it. Texts that their topic let go are among them
-- only when the topic is asked again.
CREATE TEMP TABLE redone AS
SELECT article_id, revision, run_id, seen_at, coalesce(min(decided_at), taken_in_at, seen_at) AS decided_at
FROM ledger.revisions
LEFT JOIN ledger.comparisons USING (article_id, revision)
WHERE $let_go OR decided_at IS NOT NULL
GROUP BY article_id, revision, run_id, seen_at, taken_in_at
HAVING $since IS NULL OR coalesce(min(decided_at), taken_in_at, seen_at) >= $since;
