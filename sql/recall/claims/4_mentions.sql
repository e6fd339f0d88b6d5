-- The mentions of the claims found, but for those that are at hand.
WITH asked AS (FROM found_places ANTI JOIN at_hand USING (mention_id))
SELECT
    m.*,
    CASE WHEN r.published_at IS NOT NULL THEN r.published_precision END AS said_precision,
    r.links,
    substring(r.text, m."start" + 1, m."end" - m."start") AS evidence
FROM (FROM ledger.mentions WHERE rowid IN (SELECT place FROM asked)) AS m
JOIN (
    FROM ledger.revisions
    WHERE rowid IN (SELECT rowid FROM ledger.revisions SEMI JOIN asked USING (article_id, revision))
) AS r ON r.article_id = m.article_id AND r.revision = m.revision;
