-- What was corrected, and who still carries the error?
SELECT DISTINCT m.claim, coalesce(m.outlet, a.url) AS corrected_by, coalesce(other.outlet, other.url) AS still_says_so,
    other.evidence
FROM mentions AS m
JOIN articles AS a USING (article_id)
LEFT JOIN (
    SELECT said.*, page.url FROM mentions AS said JOIN articles AS page USING (article_id)
    WHERE said.novelty <> 'corrected' AND said.mode <> 'denied'
) AS other ON other.claim_id = m.claim_id AND other.article_id <> m.article_id
WHERE m.novelty = 'corrected'
ORDER BY m.claim, corrected_by, still_says_so, other.evidence;
