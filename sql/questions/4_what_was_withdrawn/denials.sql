-- Which claims are denied or contradicted, and by whom?
SELECT c.claim, x.claim AS contradicts, m.speaker, m.outlet, c.status
FROM contradicting AS p
JOIN claims AS c USING (claim_id)
JOIN claims AS x ON x.claim_id = p.other_id
JOIN mentions AS m ON m.claim_id = c.claim_id
QUALIFY row_number() OVER (PARTITION BY p.claim_id, p.other_id ORDER BY m.said_at) = 1
ORDER BY c.claim;
