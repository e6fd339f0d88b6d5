-- Which pages on the web were asked in the last days and are worth another look: those that articles were read from, under
-- the address asked last, and those that showed no article, maybe a wall or an error of the moment? When was each first
-- seen and last asked, and with which headers did it last come?
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
),
read AS (
    SELECT addresses.url, article_id, first_seen, asked_at, headers
    FROM young
    JOIN ledger.addresses USING (article_id)
    JOIN asked USING (url)
    LEFT JOIN came USING (url)
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY asked_at DESC, addresses.url) = 1
),
unread AS (
    SELECT url, NULL AS article_id, min(seen_at) AS first_seen, any_value(asked_at) AS asked_at, NULL AS headers
    FROM ledger.drops
    JOIN asked USING (url)
    WHERE stage = 'read' AND reason = 'not an article' AND url NOT IN (SELECT url FROM ledger.addresses)
    GROUP BY url
    HAVING min(seen_at) >= $since
)
FROM (FROM read UNION ALL FROM unread)
ORDER BY first_seen, url;
