-- What fired since a moment and was not kept quiet?
SELECT * REPLACE (created_at AT TIME ZONE 'UTC' AS created_at) FROM ledger.alerts
WHERE quiet IS NULL AND created_at >= $since AND ($topic = '*' OR topic = $topic)
ORDER BY created_at, alert_id;
