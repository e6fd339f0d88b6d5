-- Which claims look widely reported and rest on a single origin?
WITH most AS (SELECT claim_id, first_seen FROM ledger.support WHERE articles >= 2 AND origins = 1 ORDER BY articles DESC, claim_id LIMIT 500)
SELECT as_put(claim, denied) AS claim, articles, outlets, origins, status, claim_id
FROM claims SEMI JOIN most USING (claim_id, first_seen)
ORDER BY articles DESC, claim;
