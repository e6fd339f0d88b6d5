-- Which stored articles are there to be read again, the newest first, each with its newest text and its topics?
SELECT a.article_id, a.revision, a.url, a.title, a.outlet, a.published_at, a.dated_at, a.text, t.topics
FROM articles AS a
JOIN (SELECT article_id, list(topic ORDER BY topic) AS topics FROM topics GROUP BY article_id) AS t USING (article_id)
WHERE (len($articles::BIGINT[]) = 0 OR list_contains($articles::BIGINT[], a.article_id))
    AND ($since::TIMESTAMP IS NULL OR a.seen_at >= $since::TIMESTAMP)
    AND (len($kept_for::VARCHAR[]) = 0 OR list_has_any(t.topics, $kept_for::VARCHAR[]))
    -- Of a copy or teaser only what was known before is on record.
    AND NOT ($heard_out::BOOLEAN AND (a.quality <> 'full' OR a.decision IN ('exact', 'near_duplicate', 'edited_copy')))
ORDER BY a.dated_at DESC, a.article_id
LIMIT coalesce($most::BIGINT, 9223372036854775807);
