-- What do these mentions say, on whose word, and where?
SELECT m.mention_id, m.claim_id, m.article_id, m.claim, m.evidence, m.speaker, m.speaker_kind, m.outlet, a.url, a.title
FROM mentions AS m
JOIN articles AS a USING (article_id)
WHERE m.mention_id IN (SELECT unnest($mentions::BIGINT[]));
