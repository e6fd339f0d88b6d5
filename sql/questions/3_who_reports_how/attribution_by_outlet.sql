-- How often does each outlet say whose word it is, and how often drop a source or a doubt that its origin gave?
-- since: a day, instead of thirty days ago
SELECT outlet, count(*) AS mentions, count(DISTINCT article_id) AS articles,
    round(count(*) FILTER (origin_basis = 'stated') / count(*), 2) AS names_the_origin,
    round(count(*) FILTER (origin_basis = 'none') / count(*), 2) AS nothing_tells,
    count(*) FILTER (hedge_dropped) AS dropped,
    round(count(*) FILTER (hedge_dropped) / nullif(count(*) FILTER (novelty = 'echo'), 0), 2) AS dropped_an_echo
FROM mention_facts
WHERE outlet IS NOT NULL AND said_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY)
GROUP BY outlet
ORDER BY dropped DESC, mentions DESC, outlet
LIMIT 200;
