-- The articles of all stories that something came to since a moment, by its date or by when it was taken in: each with its
-- story, its newest text and its traits, and whether somebody was alerted of that story; in order of arrival. Of more
-- articles than can be seen together, those of the stories that something came to last.
WITH arrivals AS (
    SELECT article_id, min(decided_at) AS arrived_at FROM ledger.placements GROUP BY article_id
),
stories AS (
    SELECT story_id
    FROM articles JOIN arrivals USING (article_id)
    GROUP BY story_id
    HAVING max(greatest(dated_at, arrived_at)) >= $since
    QUALIFY sum(count(*)) OVER (ORDER BY max(arrived_at) DESC, story_id) <= $most
)
SELECT
    articles.article_id, articles.story_id, articles.url, articles.title, articles.published_at, articles.text, articles.decision,
    articles.copy_of, traits.traits,
    articles.story_id IN (SELECT story_id FROM ledger.alerts) AS alerted
FROM articles
SEMI JOIN stories USING (story_id)
JOIN ledger.fingerprints AS prints USING (article_id, revision)
JOIN ledger.traits AS traits ON traits.text_id = prints.text_id AND traits.scheme = $story_scheme
JOIN arrivals USING (article_id)
WHERE prints.scheme = $scheme
ORDER BY arrived_at, articles.article_id;
