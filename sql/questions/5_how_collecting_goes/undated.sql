-- Which articles have an estimated date, and what did the page say of it?
-- since: seen from that day on; all time where it is not set
WITH doubtful AS (
    SELECT DISTINCT article_id FROM ledger.revisions
    WHERE (published_at IS NULL OR published_at > seen_at)
        AND seen_at >= coalesce(getvariable('since'), '1970-01-01')::TIMESTAMP
),
read AS (
    SELECT *, min(seen_at) OVER (PARTITION BY article_id) AS first_seen
    FROM ledger.revisions SEMI JOIN doubtful USING (article_id) SEMI JOIN ledger.comparisons USING (article_id, revision)
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY seen_at DESC, taken_in_at DESC) = 1
)
SELECT outlet, title, least(coalesce(published_at, first_seen), seen_at) AS dated_at,
    how_dated(published_at, published_raw, seen_at) AS dated_by, published_raw, is_seed, url
FROM read
WHERE how_dated(published_at, published_raw, seen_at) <> 'published'
ORDER BY is_seed, dated_at DESC, url
LIMIT 500;
