-- Which article is meant by a number or an address, where is it, and since when is it known?
SELECT a.article_id, a.url, a.story_id, a.decision, a.copy_of,
    (SELECT min(decided_at) FROM ledger.comparisons WHERE article_id = a.article_id) AS first_at
FROM articles AS a
WHERE a.article_id = $id::BIGINT OR a.url = $url
    OR a.article_id IN (SELECT article_id FROM ledger.addresses WHERE url = $url)
ORDER BY a.url = $url DESC, a.article_id;
