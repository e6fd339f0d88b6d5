-- Alerts that are in no message of a channel yet, with what was decided of each last, and whether the run that brought
-- it goes on. Another run's beginning is no reason to wait for more: on a tight schedule there always is one. A run that
-- was cut off is taken to go on; nothing waits for it longer than its channel's `wait`.
SELECT a.*, o.state AS standing, o.reason, o.decided_at, r.run_id IS NOT NULL AND r.finished_at IS NULL AS run_goes_on
FROM ledger.alerts AS a
LEFT JOIN ledger.runs AS r USING (run_id)
LEFT JOIN (SELECT * FROM ledger.outbox WHERE channel = $channel) AS o USING (alert_id)
WHERE a.quiet IS NULL AND a.created_at >= $since
    AND (o.alert_id IS NULL OR o.state IN ('waiting', 'held', 'digest'))
ORDER BY a.created_at, a.alert_id;
