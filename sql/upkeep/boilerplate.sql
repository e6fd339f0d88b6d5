-- Which shingles did so many texts write independently of each other that they lead nowhere? As many as in
-- pipeline/compare/carriers.py: ten, or one in a hundred texts if that is more, and never more than 32. They are not asked
-- for any more. What one outlet repeats is judged batch by batch, of the texts at hand.
INSERT INTO ledger.boilerplate
SELECT $scheme, shingle, NULL, $now
FROM ledger.shingles
JOIN ledger.fingerprints AS prints USING (text_id)
WHERE shingles.scheme = $scheme AND prints.scheme = $scheme AND independent
GROUP BY shingle
HAVING count(DISTINCT article_id) >= (
    SELECT least(32, greatest(10, floor(count(*) / 100))) FROM ledger.fingerprints WHERE scheme = $scheme AND independent
) AND shingle NOT IN (SELECT shingle FROM ledger.boilerplate WHERE scheme = $scheme AND outlet IS NULL);
