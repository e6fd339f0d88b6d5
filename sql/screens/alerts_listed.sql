-- What fired since a moment, or the one of a number (its own, or that of a message it is in)?
SELECT a.alert_id, a.created_at, a.rule, a.topic, a.severity, a.thread, a.subject, a.claim_id, a.story_id, a.title, a.body, a.facts, a.quiet
FROM ledger.alerts AS a
WHERE CASE WHEN $id IS NULL THEN a.created_at >= $since
    ELSE a.alert_id = $id OR a.claim_id = $id OR a.alert_id IN (SELECT alert_id FROM ledger.outbox WHERE message_id = $id) END
ORDER BY a.created_at, a.alert_id;
