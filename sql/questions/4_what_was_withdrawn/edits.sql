-- What was changed in articles after they were published, and when was it noticed?
-- since: a day, instead of ninety days ago
WITH edited AS (
    SELECT article_id, decided_at, removed, added FROM changes
    WHERE decided_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 90 DAY)
    ORDER BY decided_at DESC, article_id
    LIMIT 200
)
SELECT a.outlet, a.title, e.decided_at AS noticed_at, e.removed, e.added, a.url
FROM edited AS e
JOIN (
    SELECT article_id, arg_max(outlet, seen_at) AS outlet, arg_max(title, seen_at) AS title, arg_max(url, seen_at) AS url
    FROM ledger.revisions SEMI JOIN edited USING (article_id)
    GROUP BY article_id
) AS a USING (article_id)
ORDER BY e.decided_at DESC, a.url;
