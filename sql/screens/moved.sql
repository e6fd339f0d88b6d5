-- Which claims changed status since a moment, and what moved them?
SELECT s.claim_id, c.claim, c.denied, s.status, s.origins, m.outlet, a.url, m.speaker, m.evidence,
    lag(s.status) OVER (PARTITION BY s.claim_id ORDER BY s.decided_at) AS before, s.decided_at
FROM steps AS s
JOIN claims AS c USING (claim_id)
JOIN mentions AS m ON m.mention_id = s.mention_id
JOIN articles AS a ON a.article_id = m.article_id
WHERE $topic = '*' OR m.article_id IN (SELECT article_id FROM topics WHERE topic = $topic)
QUALIFY before IS NOT NULL AND s.decided_at >= $since::TIMESTAMP
ORDER BY s.decided_at;
