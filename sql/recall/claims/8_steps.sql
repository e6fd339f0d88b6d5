-- The rung of the ladder that each claim found has reached.
SELECT *
FROM ledger.steps SEMI JOIN found_claims USING (claim_id)
-- A step is taken when a mention has entered, and none enters before it is said.
WHERE decided_at >= $since
QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY decided_at DESC, step_id) = 1;
