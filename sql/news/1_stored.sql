-- What the batches in `news_batches` brought, as the ledger tells it afterwards: the claims they moved, every mention of these
-- that entered with a batch or was seen otherwise by it, with the verdict that stood when the batch was in; and the claims that
-- were not there before the first of these batches.
CREATE OR REPLACE TEMP TABLE news_claims AS
SELECT b.batch, d.* EXCLUDE (began, decided_at, run_id)
FROM ledger.developments AS d JOIN news_batches AS b ON d.began = b.began AND d.decided_at = b.decided_at
WHERE d.decided_at >= $first AND d.decided_at <= $last;

CREATE OR REPLACE TEMP TABLE news_mentions AS
WITH relinked AS (
    FROM ledger.relinks WHERE mention_id IN (
        SELECT mention_id FROM ledger.relinks WHERE decided_at >= $began
    )
),
came AS (
    SELECT b.batch, b.decided_at AS "until", m.mention_id
    FROM ledger.mentions AS m JOIN news_batches AS b ON m.entered_at >= b.began AND m.entered_at <= b.decided_at
    WHERE m.entered_at >= $began AND m.entered_at <= $last
    UNION
    SELECT b.batch, b.decided_at, k.mention_id
    FROM relinked AS k JOIN news_batches AS b ON k.decided_at >= b.began AND k.decided_at <= b.decided_at
),
verdicts AS (
    SELECT
        c.batch, c.mention_id, k.claim_id, k.origin_id, k.via, k.origin_basis, k.novelty, k.hedge_dropped, k.reason,
        k.decided_at, min(k.decided_at) OVER (PARTITION BY c.batch, c.mention_id) AS entered_at
    FROM came AS c JOIN relinked AS k ON k.mention_id = c.mention_id AND k.decided_at <= c."until"
    QUALIFY row_number() OVER (PARTITION BY c.batch, c.mention_id ORDER BY k.decided_at DESC) = 1
    UNION ALL
    SELECT
        c.batch, m.mention_id, m.claim_id, m.origin_id, m.via, m.origin_basis, m.novelty, m.hedge_dropped, m.reason,
        m.entered_at, m.entered_at
    FROM (FROM came ANTI JOIN relinked USING (mention_id)) AS c
    JOIN (FROM ledger.mentions WHERE entered_at >= $began AND entered_at <= $last) AS m USING (mention_id)
)
SELECT
    v.* EXCLUDE (entered_at, decided_at),
    v.entered_at < b.began AS earlier,
    decided.article_id AS by_article,
    decided.revision AS by_revision
FROM verdicts AS v
JOIN news_batches AS b USING (batch)
SEMI JOIN news_claims AS n ON n.batch = v.batch AND n.claim_id = v.claim_id
LEFT JOIN (
    SELECT decided_at, any_value(article_id) AS article_id, any_value(revision) AS revision
    FROM ledger.comparisons WHERE decided_at >= $began AND decided_at <= $last
    GROUP BY decided_at
) AS decided ON decided.decided_at = v.decided_at AND v.decided_at <> v.entered_at;

-- Claims that a batch of these or a later one opened; NULL before all of them.
CREATE OR REPLACE TEMP TABLE news_opened AS
SELECT claim_id, min(decided_at) AS decided_at
FROM ledger.developments
WHERE origins_before IS NULL AND decided_at >= $first
GROUP BY claim_id;
