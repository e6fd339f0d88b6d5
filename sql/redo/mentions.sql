-- What the redone texts say, as it was found, in order of arrival.
SELECT
    m.*,
    CASE WHEN r.published_at IS NOT NULL THEN r.published_precision END AS said_precision,
    r.links,
    substring(r.text, m."start" + 1, m."end" - m."start") AS evidence
FROM ledger.mentions AS m
JOIN ledger.revisions AS r ON r.article_id = m.article_id AND r.revision = m.revision
WHERE (m.article_id, m.revision) IN (SELECT (article_id, revision) FROM redone)
ORDER BY m.entered_at, m.ordinal, m."start", m.mention_id;
