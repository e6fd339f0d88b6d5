-- What was corrected, and who still carries the error?
SELECT m.claim, m.outlet AS corrected_by, other.outlet AS still_says_so, other.evidence
FROM mentions AS m
LEFT JOIN mentions AS other ON other.claim_id = m.claim_id AND other.novelty <> 'corrected'
WHERE m.novelty = 'corrected'
ORDER BY m.claim, still_says_so;
