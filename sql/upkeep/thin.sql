-- Which rows do older texts do without, once there are so many that scanning them takes time? Copies are made within days: a
-- text of some days keeps one row in four, one of some months one in eight; what has under 60 words, and seeds (their day
-- never comes), keep all. What that costs in copies found is in docs/choices.md#shingles.
DELETE FROM ledger.shingles
WHERE scheme = $scheme
    AND ((day < $days_ago::DATE AND shingle % 4 <> 0) OR (day < $months_ago::DATE AND shingle % 8 <> 0))
    AND text_id IN (SELECT text_id FROM ledger.fingerprints WHERE scheme = $scheme AND words >= 60);
