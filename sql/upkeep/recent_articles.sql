-- The articles of the last days in order of arrival, each with its story, its newest text and its traits, and whether
-- somebody was alerted of that story.
SELECT
    articles.article_id, articles.story_id, articles.url, articles.title, articles.published_at, articles.text, traits.traits,
    articles.story_id IN (SELECT story_id FROM ledger.alerts) AS alerted
FROM articles
JOIN ledger.fingerprints AS prints USING (article_id, revision)
JOIN ledger.traits AS traits ON traits.text_id = prints.text_id AND traits.scheme = $story_scheme
JOIN (
    SELECT article_id, min(decided_at) AS arrived_at FROM ledger.placements GROUP BY article_id
) AS arrivals USING (article_id)
WHERE prints.scheme = $scheme AND (articles.dated_at >= $since OR articles.is_seed)
ORDER BY arrivals.arrived_at, articles.article_id;
