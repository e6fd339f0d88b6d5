-- What became on each channel of what fired since a moment, or of the one of a number?
SELECT o.alert_id, o.channel, CASE o.state WHEN 'message' THEN m.state ELSE o.state END AS state, coalesce(o.reason, m.last_error) AS reason,
    o.decided_at, o.message_id, m.kind, m.place, m.attempts, m.due_at, m.sent_at
FROM ledger.outbox AS o JOIN ledger.alerts AS a USING (alert_id) LEFT JOIN ledger.messages AS m ON m.message_id = o.message_id
WHERE CASE WHEN $id IS NULL THEN a.created_at >= $since
    ELSE a.alert_id = $id OR a.claim_id = $id OR a.alert_id IN (SELECT alert_id FROM ledger.outbox WHERE message_id = $id) END
ORDER BY o.alert_id, o.channel;
