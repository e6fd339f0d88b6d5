-- The next message of a channel to hand over: due, or with whoever held it gone. A conversation keeps its order. What is
-- due later than anything can be was stored before somebody set the clock back.
SELECT m.* FROM ledger.messages AS m
WHERE m.channel = $channel
    AND (
        (m.state = 'pending' AND (m.due_at <= $now OR m.due_at > $farthest))
        OR (m.state = 'leased' AND (m.lease_until <= $now OR m.lease_until > $latest))
    )
    AND NOT EXISTS (
        SELECT 1 FROM ledger.messages AS e
        WHERE e.channel = m.channel AND e.topic = m.topic AND e.thread = m.thread AND e.kind = m.kind
            AND e.kind = 'alerts' AND e.place < m.place AND e.state IN ('pending', 'leased')
    )
ORDER BY m.due_at, m.created_at, m.place, m.message_id
LIMIT 1;
