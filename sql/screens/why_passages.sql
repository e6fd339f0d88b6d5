-- Which passages does an article share with the one it was taken from or comes nearest to, and what stands around them?
-- The longest first, a few of how many.
SELECT p.words, p.quoted, p.passage, p.other_passage, p."start", p."end", p.other_start, p.other_end,
    substring(a.text, greatest(p."start" - 80, 0) + 1, least(p."start", 80)) AS before,
    substring(a.text, p."end" + 1, 80) AS after,
    substring(o.text, greatest(p.other_start - 80, 0) + 1, least(p.other_start, 80)) AS other_before,
    substring(o.text, p.other_end + 1, 80) AS other_after,
    count(*) OVER () AS passages
FROM passages AS p
JOIN articles AS a USING (article_id)
LEFT JOIN (
    SELECT revision, text, seen_at FROM ledger.revisions WHERE article_id = $other
    UNION ALL (SELECT 0, text, seen_at FROM ledger.revisions WHERE article_id = $other ORDER BY seen_at DESC LIMIT 1)
) AS o ON o.revision = p.other_revision
WHERE p.article_id = $id AND p.other_id = $other
ORDER BY p.words DESC, p."start"
LIMIT $most;
