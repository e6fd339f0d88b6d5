-- How does each feed do: since when does it fail, for how long was it asked and offered nothing new, and how long were its
-- breaks in the eight weeks before that?
WITH
asked AS (
    SELECT url, url AS address FROM ledger.feeds
    UNION
    SELECT url, address FROM ledger.feeds WHERE address IS NOT NULL
),
failing AS (
    SELECT f.url, min(x.started_at) AS failing_since
    FROM (SELECT DISTINCT url, coalesce(last_ok_at, added_at) AS since FROM ledger.feeds WHERE failures > 0) AS f
    JOIN asked ON asked.url = f.url
    JOIN ledger.fetches AS x ON x.url = asked.address AND x.kind = 'feed' AND x.error IS NOT NULL AND x.started_at > f.since
    GROUP BY f.url
),
-- A time in which nobody asked tells nothing: between two answers no more counts than twice what the schedule leaves.
answers AS (
    SELECT f.url, f.interval_s, epoch(x.started_at - lag(x.started_at, 1, f.last_new_at) OVER (PARTITION BY f.url ORDER BY x.started_at)) AS pause
    FROM (
        SELECT DISTINCT url, last_new_at, coalesce(interval_s, 86400) AS interval_s
        FROM ledger.feeds WHERE last_ok_at >= last_new_at + INTERVAL 1 DAY
    ) AS f
    JOIN asked ON asked.url = f.url
    JOIN ledger.fetches AS x
        ON x.url = asked.address AND x.kind = 'feed' AND x.error IS NULL AND x.status IS NOT NULL AND x.started_at > f.last_new_at
),
silent AS (
    SELECT url, count(*) AS answers, sum(least(pause, 2 * interval_s)) AS silent_s FROM answers GROUP BY url
),
arrivals AS (
    SELECT DISTINCT f.url, date_trunc('hour', e.seen_at) AS hour
    FROM (SELECT DISTINCT url, last_new_at FROM ledger.feeds WHERE last_ok_at >= last_new_at + INTERVAL 1 DAY) AS f
    JOIN ledger.entries AS e
        ON e.feed_url = f.url AND e.seen_at > f.last_new_at - INTERVAL 56 DAY AND e.seen_at < f.last_new_at + INTERVAL 1 HOUR
),
-- What it offers when it is first asked is no measure of its pace.
pace AS (
    SELECT f.url, count(DISTINCT e.url)
        / greatest(1, least(28, date_diff('day', any_value(f.added_at), any_value(f.last_new_at)))) AS a_day
    FROM (SELECT url, last_new_at, min(added_at) AS added_at FROM ledger.feeds WHERE last_ok_at >= last_new_at + INTERVAL 1 DAY GROUP BY ALL) AS f
    JOIN ledger.entries AS e
        ON e.feed_url = f.url AND e.seen_at > f.last_new_at - INTERVAL 28 DAY AND e.seen_at > f.added_at + INTERVAL 1 HOUR
    GROUP BY f.url
),
breaks AS (
    SELECT url, count(*) AS arrivals, list(pause ORDER BY pause DESC) FILTER (pause IS NOT NULL) AS pauses
    FROM (SELECT url, epoch(hour - lag(hour) OVER (PARTITION BY url ORDER BY hour)) AS pause FROM arrivals)
    GROUP BY url
)
SELECT f.*, failing_since, coalesce(answers, 0) AS answers, coalesce(silent_s, 0)::DOUBLE AS silent_s,
    coalesce(arrivals, 0) AS arrivals, coalesce(a_day, 0)::DOUBLE AS a_day, coalesce(pauses[2], pauses[1], 0)::DOUBLE AS longest_pause_s
FROM ledger.feeds AS f
LEFT JOIN failing USING (url)
LEFT JOIN silent USING (url)
LEFT JOIN pace USING (url)
LEFT JOIN breaks USING (url)
ORDER BY f.topic, f.url;
