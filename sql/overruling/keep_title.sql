-- The headline that a story goes by as a row of its own, unless it is that already.
INSERT INTO ledger.story_titles
SELECT s.story_id, s.title, min(a.article_id), $now
FROM stories AS s JOIN articles AS a ON a.story_id = s.story_id AND a.title = s.title
WHERE s.story_id = $id
GROUP BY s.story_id, s.title
HAVING s.title IS DISTINCT FROM (SELECT arg_max(title, decided_at) FROM ledger.story_titles WHERE story_id = $id);
