-- Every mention of the claims found, in order of arrival, each as it is linked now.
SELECT
    m.*,
    m.reason AS link_reason,
    CASE WHEN r.published_at IS NOT NULL THEN r.published_precision END AS said_precision,
    r.links,
    substring(r.text, m."start" + 1, m."end" - m."start") AS evidence
FROM (FROM ledger.mentions WHERE rowid IN (SELECT place FROM found_places)) AS m
JOIN (
    FROM ledger.revisions
    WHERE rowid IN (SELECT rowid FROM ledger.revisions SEMI JOIN found_places USING (article_id, revision))
) AS r ON r.article_id = m.article_id AND r.revision = m.revision
ORDER BY m.entered_at, m.ordinal, m."start", m.mention_id;
