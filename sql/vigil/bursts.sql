-- Which bursts went on since a moment, on which topic, about what story, and what is said most in them? Articles that came
-- by feeds which are younger than what a burst is measured by are nothing new in the world, and count for none.
WITH
found AS MATERIALIZED (
    SELECT 'entity' AS kind, * FROM bursts($since, until := $now)
    UNION ALL
    SELECT 'event' AS kind, * FROM bursts($since, until := $now, per := 'event_type')
),
told AS MATERIALIZED (
    SELECT f.kind, f.subject, t.topic, m.mention_id, m.claim_id, m.article_id, m.outlet, m.said_at,
        coalesce(m.voice_id, 0) AS voice_id
    FROM found AS f
    JOIN mention_facts AS m
        ON CASE f.kind WHEN 'event' THEN m.event_type ELSE m.subject END = f.subject
        AND m.said_at >= f.began_at AND m.said_at < f.ended_at AND NOT m.is_seed
        -- What the macro looks at, so that not every mention there is has to be read.
        AND m.said_at >= $since - INTERVAL 6 HOUR AND m.said_at < $now
    JOIN ledger.topics AS t USING (article_id)
    ANTI JOIN (
        SELECT e.article_id
        FROM ledger.entries AS e JOIN ledger.feeds ON feeds.url = e.feed_url
        WHERE e.article_id IN (
            SELECT article_id FROM mention_facts WHERE said_at >= $since - INTERVAL 6 HOUR AND said_at < $now
        )
        GROUP BY e.article_id
        HAVING min(feeds.added_at) > $settled
    ) AS young USING (article_id)
),
topics AS (
    SELECT kind, subject, topic, count(DISTINCT voice_id) AS voices, count(DISTINCT outlet) AS outlets, min(said_at) AS first_at,
        count(DISTINCT article_id) AS articles
    FROM told
    GROUP BY ALL
    HAVING count(DISTINCT voice_id) >= 4
),
claims AS (
    SELECT kind, subject, topic, arg_max(mention_id, (voices, mentions, -claim_id)) AS mention_id
    FROM (
        SELECT kind, subject, topic, claim_id, count(DISTINCT voice_id) AS voices, count(*) AS mentions,
            arg_min(mention_id, said_at) AS mention_id
        FROM told
        GROUP BY kind, subject, topic, claim_id
    )
    GROUP BY ALL
),
places AS (
    SELECT kind, subject, topic, story_id, count(*) AS articles
    FROM (SELECT DISTINCT kind, subject, topic, article_id FROM told) JOIN articles USING (article_id)
    GROUP BY ALL
),
stories AS (
    SELECT kind, subject, topic, arg_max(story_id, articles) AS story_id
    FROM places
    GROUP BY ALL
    HAVING max(articles) * 2 > sum(articles)
)
SELECT f.kind, f.subject, t.topic, t.first_at AS began_at, f.ended_at, f.origins, f.level, t.voices, t.outlets, t.articles,
    s.story_id, c.mention_id
FROM found AS f
JOIN topics AS t USING (kind, subject)
JOIN claims AS c ON c.kind = f.kind AND c.subject = f.subject AND c.topic = t.topic
LEFT JOIN stories AS s ON s.kind = f.kind AND s.subject = f.subject AND s.topic = t.topic
ORDER BY f.score DESC, f.subject, t.topic;
