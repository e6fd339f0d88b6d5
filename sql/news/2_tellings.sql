-- What was said: the mentions in `news_mentions` with their words, in order of arrival. Places first, rows then: whole rows behind
-- a join are read for every one that its filter lets through by mistake.
WITH said AS (
    FROM ledger.mentions
    WHERE rowid IN (SELECT rowid FROM ledger.mentions SEMI JOIN news_mentions USING (mention_id) WHERE entered_at >= $since)
),
texts AS (
    FROM ledger.revisions
    WHERE rowid IN (
        SELECT rowid FROM ledger.revisions SEMI JOIN (
            SELECT article_id, revision FROM said
            UNION SELECT by_article, by_revision FROM news_mentions
        ) AS wanted USING (article_id, revision)
    )
)
SELECT
    n.batch, n.mention_id, n.claim_id, n.earlier, n.origin_id, n.via, n.origin_basis AS basis, n.novelty, n.hedge_dropped, n.reason,
    substring(r.text, m."start" + 1, m."end" - m."start") AS evidence,
    m.speaker, m.speaker_kind, m.subject, m.object, m.event_type, m.mode, m.polarity, m.tier,
    o.origin, o.kind AS origin_kind,
    m.article_id, m.revision, r.url, m.outlet, r.title, m.is_seed,
    n.by_article, n.by_revision, a.url AS by_url, a.outlet AS by_outlet, a.title AS by_title, a.is_seed AS by_seed
FROM news_mentions AS n
JOIN said AS m USING (mention_id)
JOIN texts AS r ON r.article_id = m.article_id AND r.revision = m.revision
LEFT JOIN texts AS a ON a.article_id = n.by_article AND a.revision = n.by_revision
LEFT JOIN (
    SELECT origin_id, origin, kind FROM ledger.origins
    WHERE NOT spare AND origin_id IN (SELECT origin_id FROM news_mentions)
) AS o ON o.origin_id = n.origin_id
ORDER BY n.batch, m.entered_at, m.ordinal, m."start", m.mention_id;
