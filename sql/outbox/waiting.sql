-- Alerts that are in no message of a channel yet, with what was decided of each last.
SELECT a.*, o.state AS standing, o.reason, o.decided_at
FROM ledger.alerts AS a
LEFT JOIN (SELECT * FROM ledger.outbox WHERE channel = $channel) AS o USING (alert_id)
WHERE a.quiet IS NULL AND a.created_at >= $since
    AND (o.alert_id IS NULL OR o.state IN ('waiting', 'held', 'digest'))
ORDER BY a.created_at, a.alert_id;
