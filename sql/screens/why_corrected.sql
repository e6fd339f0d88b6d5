-- What did an article say once and says no longer?
SELECT claim_id, claim, evidence, seen_at FROM mentions
WHERE article_id = $id AND novelty = 'corrected'
ORDER BY seen_at, "start";
