-- Which articles are in a story, in order of publication, and what is each next to the others?
SELECT a.article_id, a.url, a.outlet, a.title, a.published_at, a.seen_at, a.decision, a.copied, a.decision_reason, a.story_reason,
    a.quality, other.url AS copy_of, a.is_seed
FROM articles AS a LEFT JOIN articles AS other ON other.article_id = a.copy_of
WHERE a.story_id = $id
ORDER BY coalesce(a.published_at, a.seen_at), a.url;
