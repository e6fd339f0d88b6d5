-- A claim, and when its first mention was stored.
SELECT c.claim_id, c.claim, c.polarity, c.first_mention, m.entered_at AS first_entered
FROM ledger.claims AS c JOIN ledger.mentions AS m ON m.mention_id = c.first_mention
WHERE c.claim_id = $id;
