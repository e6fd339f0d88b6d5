-- When were the claims in `looked_up` first seen, of which nothing is counted: none has mentioned them, or none does any more?
INSERT INTO last_counts
SELECT claim_id, NULL, NULL, first_seen, NULL, NULL, NULL, NULL, NULL FROM ledger.claims SEMI JOIN looked_up USING (claim_id);
