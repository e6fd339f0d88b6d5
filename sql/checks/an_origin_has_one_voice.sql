-- Is there an origin with several voices, or with none?
SELECT origin_id
FROM ledger.origins
GROUP BY origin_id
HAVING count(DISTINCT voice_id) <> 1;
