-- Under which addresses do these articles go, and the first article of each of these stories?
SELECT 'article' AS what, article_id AS id, any_value(url) AS url
FROM ledger.revisions
WHERE article_id IN (SELECT unnest($articles::BIGINT[]))
GROUP BY article_id
UNION ALL
SELECT 'story', story_id, arg_min(url, decided_at)
FROM ledger.placements JOIN ledger.revisions USING (article_id)
WHERE story_id IN (SELECT unnest($stories::BIGINT[]))
GROUP BY story_id;
