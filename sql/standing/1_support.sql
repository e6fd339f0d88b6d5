-- What stands behind the claims of `touched` now, counted from their mentions? A claim without mentions has no row.
DELETE FROM ledger.support WHERE claim_id IN (SELECT claim_id FROM touched);
INSERT INTO ledger.support
SELECT
    m.claim_id,
    count(*) AS mentions,
    count(DISTINCT m.article_id) AS articles,
    count(DISTINCT m.outlet) AS outlets,
    greatest(1, count(DISTINCT o.voice_id) FILTER (m.origin_basis <> 'none' AND m.mode <> 'denied')) AS origins,
    min(m.said_at) AS first_said,
    max(m.said_at) AS last_said,
    arg_min(m.outlet, (m.said_at, m.seen_at, m.mention_id)) AS first_outlet,
    arg_min(a.url, (m.said_at, m.seen_at, m.mention_id)) AS first_url,
    arg_min(m.certainty, (m.origin_basis <> 'stated', m.said_at, m.mention_id)) AS certainty,
    any_value(s.status) AS status,
    min(m.tier) AS tier,
    bool_or(m.hedge_dropped) AS hedge_dropped,
    bool_and(m.is_seed) AS from_seeds
FROM ledger.mentions AS m
SEMI JOIN touched ON touched.claim_id = m.claim_id
LEFT JOIN (SELECT article_id, any_value(url) AS url FROM ledger.revisions GROUP BY article_id) AS a USING (article_id)
LEFT JOIN (SELECT origin_id, any_value(voice_id) AS voice_id FROM ledger.origins GROUP BY origin_id) AS o USING (origin_id)
LEFT JOIN (
    SELECT claim_id, status FROM ledger.steps SEMI JOIN touched USING (claim_id)
    QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY decided_at DESC, step_id) = 1
) AS s ON s.claim_id = m.claim_id
GROUP BY m.claim_id;
