-- Which articles carry another one's words?
SELECT a.outlet, a.url, a.decision, a.copied, coalesce(o.outlet, o.url) AS taken_from, a.decision_reason
FROM articles AS a JOIN articles AS o ON o.article_id = a.copy_of
ORDER BY a.copied DESC, a.url;
