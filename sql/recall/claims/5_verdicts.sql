-- How each mention of the claims found is linked now, in order of arrival.
SELECT mention_id, claim_id, origin_id, via, origin_basis AS basis, novelty, hedge_dropped, score, reason
FROM ledger.mentions
WHERE rowid IN (SELECT place FROM found_places)
ORDER BY entered_at, ordinal, "start", mention_id;
