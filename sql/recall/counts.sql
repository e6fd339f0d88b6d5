-- How many texts are known, how many of them are nobody's copy, and how many of those each outlet asked about has?
SELECT outlet, count(*) AS texts, count(*) FILTER (independent) AS independent
FROM ledger.fingerprints
WHERE scheme = $scheme
GROUP BY outlet;
