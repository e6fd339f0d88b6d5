-- Since when is each topic followed, when did something last come in on it, for how long were feeds asked since, and how
-- long were its breaks in the eight weeks before?
WITH
kept AS (
    SELECT t.topic, min(r.seen_at) AS seen_at
    FROM (SELECT DISTINCT topic, article_id FROM ledger.topics) AS t
    JOIN ledger.revisions AS r USING (article_id)
    WHERE NOT r.is_seed AND r.seen_at <= $now
    GROUP BY t.topic, t.article_id
),
last AS (SELECT topic, max(seen_at) AS last_at FROM kept GROUP BY topic),
asked AS (
    SELECT topic, sum(least(pause, 86400)) AS silent_s
    FROM (
        SELECT l.topic, epoch(r.finished_at - lag(r.finished_at, 1, l.last_at) OVER (PARTITION BY l.topic ORDER BY r.finished_at)) AS pause
        FROM last AS l
        JOIN ledger.runs AS r ON r.finished_at > l.last_at AND r.finished_at <= $now AND coalesce(r.outcome, 'ok') <> 'failed'
    )
    GROUP BY topic
),
breaks AS (
    SELECT topic, count(*) AS arrivals, list(pause ORDER BY pause DESC) FILTER (pause IS NOT NULL) AS pauses
    FROM (
        SELECT topic, epoch(hour - lag(hour) OVER (PARTITION BY topic ORDER BY hour)) AS pause
        FROM (
            SELECT DISTINCT topic, date_trunc('hour', seen_at) AS hour
            FROM kept JOIN last USING (topic) WHERE seen_at > last_at - INTERVAL 56 DAY
        )
    )
    GROUP BY topic
),
-- How fast it came in the four weeks before.
pace AS (
    SELECT topic, count(*) / 28.0 AS a_day FROM kept JOIN last USING (topic) WHERE seen_at > last_at - INTERVAL 28 DAY GROUP BY topic
),
known AS (
    SELECT topic, min(added_at) AS since FROM ledger.feeds GROUP BY topic
)
SELECT topic, since, last_at, coalesce(silent_s, 0)::DOUBLE AS silent_s, arrivals, a_day::DOUBLE AS a_day,
    coalesce(pauses[2], pauses[1], 0)::DOUBLE AS longest_pause_s
FROM last JOIN breaks USING (topic) JOIN pace USING (topic) JOIN known USING (topic)
LEFT JOIN asked USING (topic)
ORDER BY topic;
