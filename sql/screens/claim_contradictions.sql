-- Which claims cannot hold together with this one?
SELECT c.claim_id, c.claim, c.denied, c.status, x.reason
FROM contradicting AS x
JOIN claims AS c ON c.claim_id = CASE WHEN x.claim_id = $id THEN x.other_id ELSE x.claim_id END
WHERE x.claim_id = $id OR x.other_id = $id
ORDER BY x.decided_at, c.claim_id;
