-- What stands behind the claims of `touched` now, counted from their mentions, of which none is earlier than $from? A claim
-- without mentions has no row.
DELETE FROM ledger.support WHERE claim_id IN (SELECT claim_id FROM touched);
INSERT INTO ledger.support
WITH told AS MATERIALIZED (
    SELECT
        claim_id, mention_id, article_id, outlet, origin_id, origin_basis, mode, certainty, said_at, seen_at, tier,
        hedge_dropped, is_seed, score
    FROM ledger.mentions SEMI JOIN touched USING (claim_id)
    WHERE said_at >= $from
),
-- Only of what is told: origins and articles are many, and a batch touches few.
voices AS (
    SELECT origin_id, any_value(voice_id) AS voice_id
    FROM ledger.origins WHERE origin_id IN (SELECT origin_id FROM told)
    GROUP BY origin_id
),
counted AS (
    SELECT
        t.claim_id,
        count(*) AS mentions,
        count(DISTINCT t.article_id) AS articles,
        count(DISTINCT t.outlet) AS outlets,
        -- Whose word it is counts where a mention surely makes the claim (pipeline/link/standing.py: SURE).
        greatest(1, count(DISTINCT v.voice_id) FILTER (t.origin_basis <> 'none' AND t.mode <> 'denied' AND t.score >= 0.5)) AS origins,
        min(t.said_at) AS first_said,
        max(t.said_at) AS last_said,
        arg_min(t.outlet, (t.said_at, t.seen_at, t.mention_id)) AS first_outlet,
        arg_min(t.article_id, (t.said_at, t.seen_at, t.mention_id)) AS first_article,
        arg_min(t.certainty, (t.origin_basis <> 'stated', t.said_at, t.mention_id)) AS certainty,
        min(t.tier) AS tier,
        bool_or(t.hedge_dropped) AS hedge_dropped,
        bool_and(t.is_seed) AS from_seeds
    FROM told AS t LEFT JOIN voices AS v USING (origin_id)
    GROUP BY t.claim_id
)
SELECT
    c.claim_id, c.mentions, c.articles, c.outlets, c.origins, c.first_said, c.last_said, c.first_outlet, a.url AS first_url,
    c.certainty, s.status, c.tier, c.hedge_dropped, c.from_seeds, k.first_seen,
    -- What is denied is kept in its own words; one with a “not” among them is read as it is meant (pipeline/screen/mentions.py).
    coalesce(opened.mode = 'denied', false)
        AND NOT regexp_matches(k.claim, '\b(no|not|never|nobody|nothing|none|neither|nor|cannot)\b|n[''’]t\b|\bden(y|ies|ied)\W*$', 'i') AS denied
FROM counted AS c
JOIN (SELECT claim_id, claim, first_mention, first_seen FROM ledger.claims SEMI JOIN touched USING (claim_id)) AS k ON k.claim_id = c.claim_id
LEFT JOIN told AS opened ON opened.mention_id = k.first_mention
LEFT JOIN (
    SELECT article_id, any_value(url) AS url
    FROM ledger.revisions WHERE article_id IN (SELECT first_article FROM counted)
    GROUP BY article_id
) AS a ON a.article_id = c.first_article
LEFT JOIN (
    -- A step is taken when a mention has entered, and none enters before it is said.
    SELECT claim_id, status FROM ledger.steps SEMI JOIN touched USING (claim_id)
    WHERE decided_at >= $from
    QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY decided_at DESC, step_id) = 1
) AS s ON s.claim_id = c.claim_id
ORDER BY k.first_seen;
