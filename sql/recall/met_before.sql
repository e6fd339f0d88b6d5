-- Which texts has each article asked about carried so far, those left out that its topic let go? The newest first.
SELECT revisions.*
FROM ledger.revisions SEMI JOIN ledger.comparisons USING (article_id, revision)
WHERE article_id IN (SELECT article_id FROM asked_texts)
ORDER BY seen_at DESC, taken_in_at DESC;
