-- The claims found, each under what its story goes by today.
SELECT c.* REPLACE (coalesce(today.story_id, c.story_id) AS story_id, coalesce(c.event_id, c.claim_id) AS event_id)
FROM ledger.claims AS c
SEMI JOIN found_claims ON found_claims.claim_id = c.claim_id
LEFT JOIN story_names AS today ON today.old_id = c.story_id
ORDER BY c.first_seen, c.claim_id;
