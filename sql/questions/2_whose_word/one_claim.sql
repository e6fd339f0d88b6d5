-- How did one claim travel: who made it when, in which words, on whose word, and how did it stand after?
-- claim: its number, which has to be set
SELECT said_at, outlet, novelty, mode, certainty, speaker, origin, via, origin_basis, evidence, status_after
FROM claim_history(coalesce(getvariable('claim')::BIGINT, -1));
