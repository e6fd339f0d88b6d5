-- Which articles carry another one's words?
-- since: a day, instead of thirty days ago
WITH decided AS (
    SELECT article_id, decision, copy_of, copied, reason FROM ledger.comparisons
    WHERE decided_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 30 DAY)
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY decided_at DESC) = 1
),
copied AS (
    SELECT * FROM decided
    WHERE copy_of IS NOT NULL
    ORDER BY copied DESC, article_id
    LIMIT 500
),
named AS (
    SELECT article_id, any_value(outlet) AS outlet, any_value(url) AS url FROM ledger.revisions
    SEMI JOIN (SELECT article_id FROM copied UNION SELECT copy_of FROM copied) AS met USING (article_id)
    GROUP BY article_id
)
SELECT a.outlet, a.url, c.decision, c.copied, coalesce(o.outlet, o.url) AS taken_from, c.reason AS decision_reason
FROM copied AS c
JOIN named AS a ON a.article_id = c.article_id
JOIN named AS o ON o.article_id = c.copy_of
ORDER BY c.copied DESC, a.url;
