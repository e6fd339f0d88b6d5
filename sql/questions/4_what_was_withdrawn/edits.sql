-- What was changed in articles after they were published, and when was it noticed?
SELECT a.outlet, a.title, c.decided_at AS noticed_at, c.removed, c.added, a.url
FROM changes AS c JOIN articles AS a USING (article_id)
ORDER BY c.decided_at DESC, a.url;
