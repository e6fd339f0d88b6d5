-- How many texts are known of each outlet, and how many of them are nobody's copy?
CREATE OR REPLACE TEMP TABLE counted AS
SELECT outlet, count(*) AS texts, count(*) FILTER (independent) AS independent
FROM ledger.fingerprints
WHERE scheme = $scheme
GROUP BY outlet;
