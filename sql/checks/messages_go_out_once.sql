-- Is a message sent twice although it was accepted, an alert in two messages of a channel, or in one of another channel?
SELECT 'sent again' AS what, a.message_id AS id
FROM ledger.attempts AS a JOIN ledger.messages AS m USING (message_id)
WHERE m.kind <> 'test' AND a.attempted_at > m.sent_at
UNION ALL
SELECT 'two verdicts', alert_id FROM ledger.outbox GROUP BY alert_id, channel HAVING count(*) > 1
UNION ALL
SELECT 'nowhere', o.alert_id FROM ledger.outbox AS o
LEFT JOIN ledger.messages AS m ON m.message_id = o.message_id AND m.channel = o.channel
WHERE (o.state = 'message') <> (m.message_id IS NOT NULL)
UNION ALL
SELECT 'two topics', o.message_id FROM ledger.outbox AS o JOIN ledger.alerts AS a USING (alert_id)
WHERE o.message_id IS NOT NULL GROUP BY o.message_id HAVING count(DISTINCT a.topic) > 1
UNION ALL
SELECT 'two of a number', message_id FROM ledger.messages GROUP BY message_id HAVING count(*) > 1
UNION ALL
SELECT 'two attempts of a number', message_id FROM ledger.attempts GROUP BY message_id, attempt HAVING count(*) > 1;
