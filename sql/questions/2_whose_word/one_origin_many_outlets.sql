-- Which claims look widely reported and rest on a single origin?
SELECT claim, articles, outlets, origins, status, claim_id FROM claims
WHERE articles >= 2 AND origins = 1
ORDER BY articles DESC, claim
LIMIT 500;
