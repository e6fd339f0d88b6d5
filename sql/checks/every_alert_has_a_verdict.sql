-- Did an alert fire of which nothing was decided on a channel, or is one kept from somebody without a reason?
-- An alert may be stored some time after the moment that it bears, so the last hour before planning is left out.
SELECT a.alert_id AS id, c.channel FROM ledger.alerts AS a
JOIN ledger.channels AS c ON a.created_at >= c.since AND a.created_at < c.planned_at - INTERVAL 1 HOUR
LEFT JOIN ledger.outbox AS o ON o.alert_id = a.alert_id AND o.channel = c.channel
WHERE a.quiet IS NULL AND o.alert_id IS NULL
UNION ALL
SELECT alert_id, channel FROM ledger.outbox WHERE reason IS NULL AND state <> 'message';
