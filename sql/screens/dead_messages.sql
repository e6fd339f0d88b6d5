-- Which messages were given up, and may be tried again?
SELECT message_id, channel, kind, topic, thread, subject, attempts, created_at, last_error
FROM ledger.messages WHERE state = 'dead' AND last_error IS DISTINCT FROM 'the channel was removed' ORDER BY created_at, message_id;
