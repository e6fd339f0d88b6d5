-- Which stored texts carry the shingles asked about? One scan for a whole batch; what is boilerplate everywhere is not asked.
CREATE OR REPLACE TEMP TABLE carriers AS
SELECT shingle, text_id
FROM ledger.shingles
JOIN (
    SELECT DISTINCT shingle FROM asked_shingles
    ANTI JOIN (SELECT shingle FROM ledger.boilerplate WHERE scheme = $scheme AND outlet IS NULL) AS known USING (shingle)
) AS asked USING (shingle)
WHERE scheme = $scheme;
