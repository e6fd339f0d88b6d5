-- How is each feed doing, and when is it asked again?
SELECT
    topic, url, coalesce(label, title) AS name, checked_at, last_ok_at, last_new_at, failures, problem, next_at, not_before,
    interval_s, every_s, entries_a_day, unchanged, whole_at, address, moved_to, moved_since, gap_at, dated, flaw,
    coalesce(entries, 0) AS entries
FROM feeds
LEFT JOIN (SELECT feed_url AS url, count(DISTINCT url) AS entries FROM ledger.entries GROUP BY feed_url) USING (url)
ORDER BY topic, url;
