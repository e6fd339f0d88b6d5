-- How did handing over the messages go that an alert is in?
SELECT a.message_id, o.channel, a.attempt, a.state, a.detail, a.attempted_at, a.ended_at
FROM ledger.attempts AS a JOIN ledger.outbox AS o USING (message_id)
WHERE o.alert_id = $id ORDER BY o.channel, a.attempt;
