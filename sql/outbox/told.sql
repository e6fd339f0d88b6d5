-- What a channel was told of these threads: every alert, with the message it went in.
SELECT a.*, m.kind, m.place, m.subject AS called, coalesce(m.sent_at, m.created_at) AS told_at
FROM ledger.outbox AS o
JOIN ledger.messages AS m ON m.message_id = o.message_id
JOIN ledger.alerts AS a ON a.alert_id = o.alert_id
WHERE o.channel = $channel AND m.state <> 'dead' AND a.thread IN (SELECT unnest($threads::VARCHAR[]))
ORDER BY told_at, a.created_at, a.alert_id;
