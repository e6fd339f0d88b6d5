-- Which of the claims found cannot hold together?
SELECT claim_id, other_id
FROM ledger.contradictions SEMI JOIN found_claims USING (claim_id);
