-- When the messages of a channel were composed since then, digests aside.
SELECT created_at FROM ledger.messages WHERE channel = $channel AND kind = 'alerts' AND created_at >= $since;
