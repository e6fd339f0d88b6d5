-- Which of the claims in `news_claims` could not both hold, as far as was known when the batch was in?
SELECT DISTINCT one.batch, pairs.claim_id, pairs.other_id
FROM ledger.contradictions AS pairs
JOIN news_claims AS one ON one.claim_id = pairs.claim_id
JOIN news_claims AS other ON other.claim_id = pairs.other_id AND other.batch = one.batch
JOIN news_batches AS b ON b.batch = one.batch
WHERE pairs.decided_at <= b.decided_at;
