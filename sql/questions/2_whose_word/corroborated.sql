-- Which claims rest on two or more independent origins?
SELECT claim, origins, articles, outlets, status, first_said, claim_id FROM claims
WHERE origins >= 2
ORDER BY origins DESC, articles DESC, claim
LIMIT 500;
