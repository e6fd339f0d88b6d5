-- Who makes a claim, in which words, on whose word? The seeds first, then by publication; with the text it stood in.
SELECT m.*, a.url, a.title, a.published_at, r.text
FROM mentions AS m JOIN articles AS a USING (article_id)
LEFT JOIN ledger.revisions AS r ON r.article_id = m.article_id AND r.revision = m.revision
WHERE m.claim_id = $id
ORDER BY m.is_seed DESC, m.said_at, a.url, m."start";
