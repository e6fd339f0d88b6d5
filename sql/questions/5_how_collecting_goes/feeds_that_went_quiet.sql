-- Which feeds went quiet: nothing new for three days and for ten times as long as their entries take on average?
SELECT coalesce(label, title, url) AS feed, topic, last_new_at, entries_a_day, last_ok_at,
    coalesce(problem, 'it answers, and offers nothing new') AS why, failures, next_at, url
FROM feeds
WHERE coalesce(last_new_at, added_at) < now() AT TIME ZONE 'UTC'
    -- In seconds: of two intervals, greatest() is not the longer one.
    - to_seconds(greatest(3 * 86400, 10 * 86400 / nullif(entries_a_day, 0)))
ORDER BY coalesce(last_new_at, added_at), url;
