-- Which topics were the articles of `news_mentions` kept for?
SELECT DISTINCT topic, article_id
FROM ledger.topics
WHERE article_id IN (SELECT article_id FROM news_articles)
ORDER BY topic, article_id;
