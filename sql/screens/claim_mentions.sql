-- Who makes a claim, in which words, on whose word? The seeds first, then by publication.
SELECT m.*, a.url, a.title, a.published_at
FROM mentions AS m JOIN articles AS a USING (article_id)
WHERE m.claim_id = $id
ORDER BY m.is_seed DESC, m.said_at, a.url, m."start";
