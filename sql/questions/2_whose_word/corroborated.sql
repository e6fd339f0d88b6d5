-- Which claims rest on two or more independent origins?
WITH most AS (SELECT claim_id, first_seen FROM ledger.support WHERE origins >= 2 ORDER BY origins DESC, articles DESC, claim_id LIMIT 500)
SELECT as_put(claim, denied) AS claim, origins, articles, outlets, status, first_said, claim_id
FROM claims SEMI JOIN most USING (claim_id, first_seen)
ORDER BY origins DESC, articles DESC, claim;
