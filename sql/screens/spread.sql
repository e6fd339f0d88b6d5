-- Which stories did several articles carry, and on how many origins do they rest?
SELECT s.*, count(*) FILTER (a.decision IN ('exact', 'near_duplicate', 'edited_copy')) AS copies,
    bool_or(a.is_seed) AS has_seed
FROM stories AS s JOIN articles AS a USING (story_id)
WHERE $topic = '*' OR a.article_id IN (SELECT article_id FROM topics WHERE topic = $topic)
GROUP BY ALL
ORDER BY s.articles DESC, s.first_seen;
