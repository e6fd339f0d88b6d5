-- The origins that the claims found rest on.
SELECT *
FROM ledger.origins
WHERE origin_id IN (SELECT origin_id FROM ledger.mentions SEMI JOIN found_claims USING (claim_id))
ORDER BY first_seen, origin_id;
