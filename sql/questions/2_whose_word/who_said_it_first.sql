-- Who said it first? Every claim that two or more articles make, with its first outlet and the number of echoes.
WITH most AS (SELECT claim_id, first_seen FROM ledger.support WHERE articles > 1 ORDER BY articles DESC, first_seen, claim_id LIMIT 500)
SELECT as_put(claim, denied) AS claim, first_outlet, first_url, first_seen, articles - 1 AS followers, origins, status
FROM claims SEMI JOIN most USING (claim_id, first_seen)
ORDER BY followers DESC, first_seen, claim;
