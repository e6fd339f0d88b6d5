-- The claims in `asked_claims`, each with when it was first seen: new ones tell it, and what was counted of the others.
CREATE OR REPLACE TEMP TABLE touched AS
SELECT claim_id, coalesce(n.first_seen, l.first_seen) AS first_seen
FROM asked_claims LEFT JOIN fresh_claims AS n USING (claim_id) LEFT JOIN last_counts AS l USING (claim_id);
