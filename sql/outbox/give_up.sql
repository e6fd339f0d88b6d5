-- A kill between leasing and settling leaves no failure behind: the limit holds when a message is leased.
UPDATE ledger.messages
SET state = 'dead', lease_owner = NULL, lease_until = NULL,
    last_error = coalesce(last_error || '; ', '') || 'given up after ' || attempts || ' attempts'
WHERE channel = $channel AND attempts >= allowed
    AND (state = 'pending' OR (state = 'leased' AND (lease_until <= $now OR lease_until > $latest)));
