-- What was known at a moment, and on how many independent origins did it rest?

-- What the database held then: the mentions that had entered it, each with the verdict that stood. Of a mention that was
-- ever linked anew ledger.relinks has every verdict, the first from when it entered; of any other the row has the only one.
-- Voices are those of that moment too, by the families that had been said until then: ledger.revoiced has them of origins
-- that ever got another one.
CREATE OR REPLACE MACRO support_as_of("at", since := '1970-01-01') AS TABLE
WITH claims_then AS (
    SELECT c.claim_id, c.claim, d.claim_id IS NOT NULL AS denied
    FROM ledger.claims AS c
    LEFT JOIN (SELECT claim_id FROM ledger.support WHERE denied) AS d ON d.claim_id = c.claim_id
    WHERE c.first_seen >= since::TIMESTAMP AND c.first_seen <= "at"::TIMESTAMP
),
linked_anew AS (
    SELECT mention_id, claim_id, origin_id, origin_basis, hedge_dropped, score,
        min(decided_at) OVER (PARTITION BY mention_id) AS entered_at
    FROM ledger.relinks
    WHERE decided_at <= "at"::TIMESTAMP
    QUALIFY row_number() OVER (PARTITION BY mention_id ORDER BY decided_at DESC) = 1
),
held AS (
    SELECT claim_id, origin_id, origin_basis, hedge_dropped, mention_id, article_id, outlet, said_at, mode, certainty, tier,
        score
    FROM ledger.mentions ANTI JOIN ledger.relinks USING (mention_id) SEMI JOIN claims_then USING (claim_id)
    -- Never linked anew, it entered with its claim or after it.
    WHERE entered_at <= "at"::TIMESTAMP AND entered_at >= since::TIMESTAMP
    UNION ALL
    SELECT r.claim_id, r.origin_id, r.origin_basis, r.hedge_dropped, mention_id, m.article_id, m.outlet, m.said_at, m.mode,
        m.certainty, m.tier, r.score
    FROM (FROM linked_anew SEMI JOIN claims_then USING (claim_id)) AS r
    -- By the moment too: the rows of other days are not looked at.
    JOIN ledger.mentions AS m USING (mention_id, entered_at)
),
voices AS (
    SELECT origin_id, voice_id FROM (FROM ledger.origins WHERE NOT spare) ANTI JOIN ledger.revoiced USING (origin_id)
    UNION ALL
    SELECT origin_id, arg_max(voice_id, decided_at) AS voice_id FROM ledger.revoiced WHERE decided_at <= "at"::TIMESTAMP
    GROUP BY origin_id
),
counted AS (
    SELECT
        h.claim_id,
        count(*) AS mentions,
        count(DISTINCT h.article_id) AS articles,
        count(DISTINCT h.outlet) AS outlets,
        greatest(1, count(DISTINCT o.voice_id) FILTER (h.origin_basis <> 'none' AND h.mode <> 'denied' AND h.score >= 0.5)) AS origins,
        min(h.said_at) AS first_said,
        max(h.said_at) AS last_said,
        arg_min(h.certainty, (h.origin_basis <> 'stated', h.said_at, h.mention_id)) AS certainty,
        min(h.tier) AS tier,
        bool_or(h.hedge_dropped) AS hedge_dropped
    FROM held AS h
    LEFT JOIN voices AS o USING (origin_id)
    GROUP BY h.claim_id
)
SELECT
    t.claim_id, c.claim, t.articles, t.outlets, t.origins, t.first_said, t.mentions, t.last_said, t.certainty, s.status, t.tier,
    t.hedge_dropped, c.denied
FROM counted AS t
JOIN claims_then AS c USING (claim_id)
LEFT JOIN (
    SELECT claim_id, status FROM ledger.steps SEMI JOIN claims_then USING (claim_id)
    WHERE decided_at <= "at"::TIMESTAMP AND decided_at >= since::TIMESTAMP
    QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY decided_at DESC, step_id) = 1
) AS s USING (claim_id)
ORDER BY t.origins DESC, t.articles DESC, t.claim_id;

-- What had been published by then, whenever it came to us and however it is linked today: for archives.
CREATE OR REPLACE MACRO said_by("at", since := '1970-01-01') AS TABLE
SELECT
    m.claim_id,
    any_value(c.claim) AS claim,
    count(DISTINCT m.article_id) AS articles,
    count(DISTINCT m.outlet) AS outlets,
    greatest(1, count(DISTINCT m.voice_id) FILTER (m.mode <> 'denied' AND m.score >= 0.5)) AS origins,
    min(m.said_at) AS first_said,
    count(*) AS mentions,
    max(m.said_at) AS last_said,
    count(DISTINCT m.article_id) FILTER (m.mode = 'denied') AS denying,
    bool_or(d.claim_id IS NOT NULL) AS denied
FROM mention_facts AS m
JOIN ledger.claims AS c USING (claim_id)
LEFT JOIN (SELECT claim_id FROM ledger.support WHERE denied) AS d ON d.claim_id = m.claim_id
WHERE m.said_at <= "at"::TIMESTAMP AND m.said_at >= since::TIMESTAMP
GROUP BY m.claim_id
ORDER BY origins DESC, articles DESC, m.claim_id;

COMMENT ON MACRO TABLE support_as_of IS 'What the database held at a moment, on how many origins it rested by what was known then of whose voice is whose, and how it stood; what is decided anew (reprocess, overrules) is so for the past too. since: only claims first seen from then on';
COMMENT ON MACRO TABLE said_by IS 'What had been published by a moment, whenever it came to us, as it is linked today; since: only what was said from then on';
