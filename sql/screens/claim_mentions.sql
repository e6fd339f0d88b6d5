-- Who makes a claim, in which words, on whose word?
SELECT m.*, a.url, a.title
FROM mentions AS m JOIN articles AS a USING (article_id)
WHERE m.claim_id = $id
ORDER BY m.said_at, a.url, m."start";
