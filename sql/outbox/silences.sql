-- The silences that hold now.
SELECT * FROM ledger.silences WHERE ended_at IS NULL AND until > $now ORDER BY until, silence_id;
