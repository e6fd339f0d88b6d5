-- Which claims are disputed today: denied or contradicted, and neither settled nor withdrawn since?
SELECT as_put(c.claim, c.denied) AS claim, c.origins, c.articles, c.outlets, c.last_said, c.first_outlet, c.claim_id
FROM claims AS c
WHERE c.status = 'disputed'
ORDER BY c.articles DESC, c.last_said DESC, c.claim
LIMIT 500;
