-- What stands behind the claims of `touched` now, counted from their mentions in `told`, of which none is earlier than
-- $from? A claim without mentions has no row. They stay in `supported`, beside what was counted last in `last_counts`.
DELETE FROM ledger.support WHERE rowid IN (SELECT place FROM last_counts SEMI JOIN touched USING (claim_id));
CREATE OR REPLACE TEMP TABLE never_counted AS
-- Places first, rows then: of all claims since the earliest of these only the ids are read. A table, so that DuckDB knows how few
-- they are: it would read every claim's words otherwise.
SELECT claim_id, claim, first_mention, first_seen
FROM ledger.claims
WHERE rowid IN (
    SELECT rowid FROM ledger.claims
    SEMI JOIN (FROM touched ANTI JOIN (FROM last_counts WHERE place IS NOT NULL) USING (claim_id)) USING (claim_id, first_seen)
);
CREATE OR REPLACE TEMP TABLE supported AS
WITH
-- Only of what is told: origins and articles are many, and a batch touches few.
voices AS (
    SELECT origin_id, voice_id
    FROM ledger.origins WHERE NOT spare AND origin_id IN (SELECT origin_id FROM told)
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
        first(t.outlet ORDER BY t.said_at, t.seen_at, t.mention_id) AS first_outlet,
        first(t.article_id ORDER BY t.said_at, t.seen_at, t.mention_id) AS first_article,
        first(t.certainty ORDER BY t.origin_basis <> 'stated', t.said_at, t.mention_id) AS certainty,
        min(t.tier) AS tier,
        bool_or(t.hedge_dropped) AS hedge_dropped,
        bool_and(t.is_seed) AS from_seeds
    FROM told AS t LEFT JOIN voices AS v USING (origin_id)
    GROUP BY t.claim_id
),
-- Whether a claim is a denial is told by its words and the mention that made it, wherever that is linked today: so it was told
-- when it was first counted, and stays so. What is denied is kept in its own words; one with a “not” among them is read as it is
-- meant (pipeline/screen/mentions.py).
denials AS (
    SELECT claim_id FROM last_counts WHERE denied
    UNION ALL
    SELECT u.claim_id
    FROM never_counted AS u
    -- By the moment too: the rows of other days are not looked at.
    JOIN ledger.mentions AS m ON m.mention_id = u.first_mention AND m.seen_at = u.first_seen
    WHERE m.mode = 'denied'
        -- Only the words of these few are read: without the CASE those of all would be, before they are joined.
        AND CASE WHEN m.mode = 'denied' THEN
            NOT regexp_matches(u.claim, '\b(no|not|never|nobody|nothing|none|neither|nor|cannot)\b|n[''’]t\b|\bden(y|ies|ied)\W*$', 'i')
        END
)
SELECT
    c.claim_id, c.mentions, c.articles, c.outlets, c.origins, c.first_said, c.last_said, c.first_outlet, a.url AS first_url,
    c.certainty, s.status, c.tier, c.hedge_dropped, c.from_seeds, k.first_seen,
    d.claim_id IS NOT NULL AS denied
FROM counted AS c
JOIN touched AS k ON k.claim_id = c.claim_id AND k.first_seen IS NOT NULL
LEFT JOIN denials AS d ON d.claim_id = c.claim_id
LEFT JOIN (
    SELECT article_id, any_value(url) AS url
    FROM ledger.revisions
    -- None is seen before it says something.
    WHERE seen_at >= $from AND article_id IN (SELECT first_article FROM counted)
    GROUP BY article_id
) AS a ON a.article_id = c.first_article
LEFT JOIN (
    -- A step is taken when a mention has entered, and none enters before it is said.
    SELECT claim_id, status FROM ledger.steps SEMI JOIN touched USING (claim_id)
    WHERE decided_at >= $from
    QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY decided_at DESC, step_id) = 1
) AS s ON s.claim_id = c.claim_id
ORDER BY k.first_seen;
