-- What was corrected, and who still carries the error?
-- since: a day, instead of ninety days ago
WITH took_back AS MATERIALIZED (
    SELECT claim_id, article_id, outlet FROM ledger.mentions
    WHERE novelty = 'corrected' AND said_at >= coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 90 DAY)
    ORDER BY said_at DESC, mention_id
    LIMIT 200
),
carrying AS MATERIALIZED (
    SELECT m.claim_id, m.article_id, m.revision, m."start", m."end", m.outlet
    FROM (SELECT DISTINCT claim_id FROM took_back) JOIN ledger.mentions AS m USING (claim_id)
    WHERE m.novelty <> 'corrected' AND m.mode <> 'denied'
),
read AS (
    SELECT article_id, revision, url, text FROM ledger.revisions
    SEMI JOIN (SELECT article_id FROM took_back UNION SELECT article_id FROM carrying) AS met USING (article_id)
)
SELECT DISTINCT as_put(c.claim, k.denied) AS claim, coalesce(t.outlet, by_whom.url) AS corrected_by, coalesce(s.outlet, r.url) AS still_says_so,
    substring(r.text, s."start" + 1, s."end" - s."start") AS evidence
FROM took_back AS t
JOIN ledger.claims AS c ON c.claim_id = t.claim_id
JOIN ledger.support AS k ON k.claim_id = t.claim_id
JOIN (SELECT article_id, any_value(url) AS url FROM read GROUP BY article_id) AS by_whom ON by_whom.article_id = t.article_id
LEFT JOIN carrying AS s ON s.claim_id = t.claim_id AND s.article_id <> t.article_id
LEFT JOIN read AS r ON r.article_id = s.article_id AND r.revision = s.revision
ORDER BY claim, corrected_by, still_says_so, evidence;
