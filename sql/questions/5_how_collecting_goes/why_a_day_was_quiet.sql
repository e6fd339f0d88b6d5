-- Was a day quiet, or were we deaf? Each day's articles and origins beside failed polls and feeds that brought nothing.
-- since: a day, instead of thirty days ago
WITH days AS (
    SELECT unnest(generate_series(
        coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY)::DATE,
        (SELECT max(started_at) FROM runs)::DATE,
        INTERVAL 1 DAY
    ))::DATE AS day
),
said AS (
    SELECT seen_at::DATE AS day, count(DISTINCT article_id) AS articles, count(DISTINCT voice_id) AS origins,
        count(*) FILTER (novelty = 'new') AS new_claims
    FROM mention_facts
    WHERE seen_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY)::DATE
    GROUP BY day
),
polls AS (
    SELECT day, sum(polls) AS polls, sum(failed) AS failed, count(*) AS feeds, count(*) FILTER (failed = polls) AS deaf_feeds
    FROM (
        SELECT started_at::DATE AS day, url, count(*) AS polls, count(error) AS failed
        FROM fetches
        WHERE kind = 'feed'
            AND started_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY)::DATE
        GROUP BY ALL
    )
    GROUP BY day
),
gaps AS (SELECT gap_at::DATE AS day, count(*) AS gaps FROM feeds WHERE gap_at IS NOT NULL GROUP BY day)
SELECT
    days.day,
    coalesce(said.articles, 0) AS articles,
    coalesce(said.origins, 0) AS origins,
    coalesce(said.new_claims, 0) AS new_claims,
    coalesce(polls.polls, 0) AS polls,
    coalesce(polls.failed, 0) AS failed_polls,
    coalesce(polls.deaf_feeds, 0) AS feeds_that_only_failed,
    coalesce(gaps.gaps, 0) AS feeds_with_a_gap,
    CASE
        WHEN coalesce(polls.polls, 0) = 0 THEN 'nobody asked'
        WHEN polls.failed = polls.polls THEN 'every poll failed'
        WHEN polls.deaf_feeds * 4 >= polls.feeds THEN 'a quarter of the feeds or more only failed'
        WHEN gaps.gaps > 0 THEN 'entries may have come and gone between polls'
        WHEN said.articles IS NULL THEN 'all was asked, and nothing came'
        ELSE 'as it was'
    END AS verdict
FROM days
LEFT JOIN said USING (day)
LEFT JOIN polls USING (day)
LEFT JOIN gaps USING (day)
ORDER BY days.day;
