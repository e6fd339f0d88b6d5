-- Does every mention point into the text it came from?
SELECT m.mention_id
FROM ledger.mentions AS m
LEFT JOIN ledger.revisions AS r ON r.article_id = m.article_id AND r.revision = m.revision
WHERE r.text IS NULL OR m."start" < 0 OR m."end" > length(r.text) OR m."start" >= m."end";
