-- Does any mention or contradiction name a claim that is not there, or a claim have no mention?
SELECT mention_id AS id FROM ledger.mentions ANTI JOIN ledger.claims USING (claim_id)
UNION ALL SELECT mention_id FROM ledger.relinks ANTI JOIN ledger.claims USING (claim_id)
UNION ALL SELECT claim_id FROM ledger.claims WHERE claim_id NOT IN (SELECT claim_id FROM mentions)
UNION ALL SELECT claim_id FROM ledger.contradictions ANTI JOIN ledger.claims USING (claim_id)
UNION ALL SELECT other_id FROM ledger.contradictions WHERE other_id NOT IN (SELECT claim_id FROM ledger.claims);
