-- Which article is meant by a number or an address, where is it, and since when is it known?
SELECT a.article_id, a.url, a.story_id, a.decision, a.copy_of, min(first.decided_at) AS first_at
FROM articles AS a JOIN ledger.comparisons AS first USING (article_id)
WHERE a.article_id = $id OR a.url = $url OR a.article_id IN (SELECT article_id FROM ledger.addresses WHERE url = $url)
GROUP BY ALL
ORDER BY a.url = $url DESC, a.article_id;
