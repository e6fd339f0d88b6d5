-- When was any of the claims in `touched` first made, as they were counted last?
SELECT min(first_said) FROM last_counts SEMI JOIN touched USING (claim_id);
