-- With which other articles does an article share words, and how many?
SELECT o.article_id, o.url, count(*) AS passages, sum(p.words)::BIGINT AS words, max(p.words) AS longest,
    min(p.quoted) >= 1 AS all_quoted
FROM passages AS p JOIN articles AS o ON o.article_id = p.other_id
WHERE p.article_id = $id AND p.other_id IS DISTINCT FROM $other
GROUP BY ALL
ORDER BY words DESC, o.url;
