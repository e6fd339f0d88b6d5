-- Has an origin another voice than the last one that it was given?
SELECT origin_id
FROM ledger.origins
JOIN (SELECT origin_id, arg_max(voice_id, decided_at) AS given FROM ledger.revoiced GROUP BY origin_id) AS last USING (origin_id)
WHERE voice_id <> given;
