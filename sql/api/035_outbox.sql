-- What was told, to whom, what was not and why, and how handing it over went?
CREATE OR REPLACE VIEW messages AS
SELECT message_id, channel, kind, topic, thread, place, subject, state, attempts, created_at, due_at, sent_at, last_error
FROM ledger.messages;

CREATE OR REPLACE VIEW outbox AS
SELECT alert_id, channel, state, reason, message_id, decided_at FROM ledger.outbox;

-- Until messages were stored, every attempt was one of its own for each alert.
CREATE OR REPLACE VIEW deliveries AS
SELECT a.attempt_id AS delivery_id, o.alert_id, o.channel, a.attempt, a.state,
    CASE WHEN a.state <> 'sent' THEN a.detail END AS error, a.attempted_at, a.ended_at, a.message_id
FROM ledger.attempts AS a JOIN ledger.outbox AS o USING (message_id)
UNION ALL BY NAME
SELECT delivery_id, alert_id, channel, attempt, state, error, attempted_at FROM ledger.deliveries;

CREATE OR REPLACE VIEW silences AS
SELECT silence_id, what, "until", author, reason, made_at, ended_at FROM ledger.silences;

CREATE OR REPLACE VIEW acks AS
SELECT ack_id, alert_id, topic, thread, rules, author, made_at FROM ledger.acks;

COMMENT ON VIEW messages IS 'What goes to one channel at once: alerts of one thread, or a digest';
COMMENT ON COLUMN messages.message_id IS 'The message; in hexadecimal its idempotency key, the same at every attempt';
COMMENT ON COLUMN messages.channel IS 'Its name; of an address given on the command line, the address masked, with a hash';
COMMENT ON COLUMN messages.kind IS 'alerts or digest';
COMMENT ON COLUMN messages.topic IS 'Which topic';
COMMENT ON COLUMN messages.thread IS 'The conversation it belongs to: story:ID, feed:URL, …';
COMMENT ON COLUMN messages.place IS 'Which message of its thread: 1 opens the conversation';
COMMENT ON COLUMN messages.subject IS 'One line';
COMMENT ON COLUMN messages.state IS 'pending, leased (in a sender''s hands), sent, or dead (given up)';
COMMENT ON COLUMN messages.attempts IS 'How often it was tried';
COMMENT ON COLUMN messages.created_at IS 'UTC; when it was composed';
COMMENT ON COLUMN messages.due_at IS 'UTC; when it is tried next';
COMMENT ON COLUMN messages.sent_at IS 'UTC; when it was accepted';
COMMENT ON COLUMN messages.last_error IS 'What went wrong last; NULL when sent';
COMMENT ON VIEW outbox IS 'What became of every alert on every channel, and why';
COMMENT ON COLUMN outbox.alert_id IS 'The alert';
COMMENT ON COLUMN outbox.channel IS 'The channel';
COMMENT ON COLUMN outbox.state IS 'waiting, held (quiet hours), digest, message (is in one), or suppressed';
COMMENT ON COLUMN outbox.reason IS 'Why; NULL when it is in a message';
COMMENT ON COLUMN outbox.message_id IS 'The message it is in';
COMMENT ON COLUMN outbox.decided_at IS 'UTC';
COMMENT ON VIEW deliveries IS 'Attempts to hand a message over, a row for each alert in it';
COMMENT ON COLUMN deliveries.delivery_id IS 'The attempt; the alerts of one message share it';
COMMENT ON COLUMN deliveries.alert_id IS 'The alert';
COMMENT ON COLUMN deliveries.channel IS 'The channel''s name; of an address without one, the address masked, with a hash';
COMMENT ON COLUMN deliveries.attempt IS '1 is the first';
COMMENT ON COLUMN deliveries.state IS 'sent, failed, under way, or cut off when the sender was killed';
COMMENT ON COLUMN deliveries.error IS 'What went wrong; NULL when sent';
COMMENT ON COLUMN deliveries.attempted_at IS 'UTC';
COMMENT ON COLUMN deliveries.ended_at IS 'UTC';
COMMENT ON COLUMN deliveries.message_id IS 'The message; NULL where it was sent before messages were stored';
COMMENT ON VIEW silences IS 'What somebody did not want to be told of for a while';
COMMENT ON COLUMN silences.silence_id IS 'The silence';
COMMENT ON COLUMN silences.what IS 'rule:NAME, story:ID, claim:ID, feed:URL, topic:NAME or everything';
COMMENT ON COLUMN silences.until IS 'UTC; every silence ends';
COMMENT ON COLUMN silences.author IS 'Whose it is';
COMMENT ON COLUMN silences.reason IS 'Why';
COMMENT ON COLUMN silences.made_at IS 'UTC';
COMMENT ON COLUMN silences.ended_at IS 'UTC; when it was ended before its time';
COMMENT ON VIEW acks IS 'Who has seen to which thread';
COMMENT ON COLUMN acks.ack_id IS 'The acknowledgement';
COMMENT ON COLUMN acks.alert_id IS 'The alert that was acknowledged';
COMMENT ON COLUMN acks.topic IS 'Its topic';
COMMENT ON COLUMN acks.thread IS 'Its thread, whose updates stop';
COMMENT ON COLUMN acks.rules IS 'The rules that had fired in the thread by then; another one ends it';
COMMENT ON COLUMN acks.author IS 'Who';
COMMENT ON COLUMN acks.made_at IS 'UTC';
