-- Who said it first? Every claim that two or more articles make, with its first outlet and the number of echoes.
SELECT claim, first_outlet, first_url, first_seen, articles - 1 AS followers, origins, status
FROM claims WHERE articles > 1
ORDER BY followers DESC, first_seen, claim
LIMIT 500;
