-- Which steps did a claim take, and which mention moved it?
SELECT s.status, s.origins, s.decided_at, m.outlet, a.url
FROM steps AS s LEFT JOIN mentions AS m ON m.mention_id = s.mention_id LEFT JOIN articles AS a USING (article_id)
WHERE s.claim_id = $id
ORDER BY s.decided_at;
