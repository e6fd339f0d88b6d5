-- Which pages on the web were articles of the last days read from, when was each last asked, and with which headers did
-- it last come?
WITH young AS (
    SELECT article_id, min(seen_at) AS first_seen
    FROM ledger.revisions
    WHERE NOT is_seed
    GROUP BY article_id
    HAVING min(seen_at) >= $since
),
asked AS (
    SELECT url, max(started_at) AS asked_at
    FROM ledger.fetches
    WHERE kind = 'page' AND started_at >= $since
    GROUP BY url
),
came AS (
    SELECT url, arg_max(headers, fetched_at) AS headers
    FROM ledger.kept
    WHERE kind = 'page' AND fetched_at >= $since
    GROUP BY url
)
SELECT addresses.url, article_id, first_seen, asked_at, headers
FROM young
JOIN ledger.addresses USING (article_id)
JOIN asked USING (url)
LEFT JOIN came USING (url)
-- An article that was met under several addresses is asked under the one that was asked last.
QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY asked_at DESC, addresses.url) = 1
ORDER BY first_seen, addresses.url;
