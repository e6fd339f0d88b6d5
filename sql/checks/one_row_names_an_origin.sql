-- Is there an origin that no row names, or several do?
SELECT origin_id
FROM ledger.origins
GROUP BY origin_id
HAVING count(*) FILTER (NOT spare) <> 1;
