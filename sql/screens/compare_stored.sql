-- What does the ledger hold of these texts, as it was found?
SELECT m.*, l.named_origin, l.named_origin_start, l.named_origin_end, l.named_via
FROM mentions AS m JOIN ledger.mentions AS l USING (mention_id)
WHERE list_contains($revisions::BIGINT[], m.revision) AND list_contains($articles::BIGINT[], m.article_id)
ORDER BY m.article_id, l.ordinal, m."start", m.mention_id;
