-- What does nobody want to be told of for a while?
SELECT silence_id, what, "until", author, reason, made_at, ended_at FROM ledger.silences
WHERE $all OR (ended_at IS NULL AND "until" > $now) ORDER BY "until", silence_id;
