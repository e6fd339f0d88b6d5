-- Why is an article stored, a copy or not, and in its story?
SELECT a.* EXCLUDE (text), s.title AS story, s.articles AS story_articles, near.title AS related_story,
    (SELECT any_value(url) FROM ledger.revisions WHERE article_id = a.copy_of) AS copy_of_url,
    (SELECT any_value(url) FROM ledger.revisions WHERE article_id = a.nearest) AS nearest_url,
    (SELECT any_value(url) FROM ledger.revisions WHERE article_id = a.story_nearest) AS story_nearest_url
FROM articles AS a
LEFT JOIN stories AS s ON s.story_id = a.story_id
LEFT JOIN stories AS near ON near.story_id = a.related_to
WHERE a.article_id = $id OR a.url = $url
    -- A feed may give an address that leads to another one.
    OR a.article_id IN (SELECT article_id FROM ledger.entries WHERE url = $url)
ORDER BY a.seen_at, a.article_id;
