-- Which passages does an article share with others?
SELECT other.url, p.words, p.quoted, substring(a.text, p."start" + 1, p."end" - p."start") AS passage
FROM passages AS p
JOIN articles AS a ON a.article_id = p.article_id
JOIN articles AS other ON other.article_id = p.other_id
WHERE p.article_id = $id
ORDER BY p.words DESC, other.url;
