-- Which rows does a text that is older than a month do without? Of long texts one shingle in sixteen finds 95 in 100 of
-- their copies (docs/choices.md#shingles) and costs half of what one in eight costs. Short texts keep all they have.
DELETE FROM ledger.shingles
WHERE scheme = $scheme AND day < $before::DATE AND shingle % 16 <> 0
    AND text_id IN (
        SELECT text_id FROM ledger.shingles
        WHERE scheme = $scheme AND day < $before::DATE
        GROUP BY text_id
        HAVING bool_and(shingle % 8 = 0)
    );
