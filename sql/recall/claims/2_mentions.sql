-- Every mention of the claims found, in order of arrival, each as it is linked now.
SELECT
    m.*,
    m.reason AS link_reason,
    CASE WHEN r.published_at IS NOT NULL THEN r.published_precision END AS said_precision,
    r.links,
    substring(r.text, m."start" + 1, m."end" - m."start") AS evidence
FROM ledger.mentions AS m
SEMI JOIN found_claims ON found_claims.claim_id = m.claim_id
JOIN ledger.revisions AS r ON r.article_id = m.article_id AND r.revision = m.revision
ORDER BY m.entered_at, m.ordinal, m."start", m.mention_id;
