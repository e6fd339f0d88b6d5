-- How do the channels do that were ever told something?
SELECT c.channel, c.address, c.since, c.planned_at,
    count(*) FILTER (o.state IN ('waiting', 'held')) AS waiting, count(*) FILTER (o.state = 'digest') AS in_digest,
    any_value(m.pending) AS pending, any_value(m.dead) AS dead, any_value(m.sent) AS sent, any_value(m.last_sent) AS last_sent,
    any_value(m.last_error) AS last_error
FROM ledger.channels AS c
LEFT JOIN ledger.outbox AS o USING (channel)
LEFT JOIN (
    SELECT channel, count(*) FILTER (state IN ('pending', 'leased')) AS pending, count(*) FILTER (state = 'dead') AS dead,
        count(*) FILTER (state = 'sent') AS sent, max(sent_at) AS last_sent,
        arg_max(last_error, created_at) FILTER (state <> 'sent') AS last_error
    FROM ledger.messages GROUP BY channel
) AS m USING (channel)
GROUP BY c.channel, c.address, c.since, c.planned_at ORDER BY c.channel;
