-- Trends, bursts, what is new, what was known when: table macros, to be used as FROM new_claims('2018-03-20').
-- Parameters are untyped with literal defaults and cast inside, so dates and strings both work; '*' means all.

CREATE OR REPLACE MACRO trend_claims(since := '1970-01-01', grain := 'day') AS TABLE
SELECT bucket, event_type, mentions, articles, claims, new_claims, origins
FROM (
    -- Days, weeks and months are counted when they are stored.
    SELECT * EXCLUDE (grain) FROM ledger.trend AS counted
    WHERE counted.grain = "grain"::VARCHAR AND bucket >= date_trunc("grain"::VARCHAR, since::TIMESTAMP)
    UNION ALL
    SELECT
        date_trunc("grain"::VARCHAR, m.said_at) AS bucket,
        m.event_type,
        count(*) AS mentions,
        count(DISTINCT m.article_id) AS articles,
        count(DISTINCT m.claim_id) AS claims,
        count(*) FILTER (m.novelty = 'new') AS new_claims,
        count(DISTINCT o.voice_id) FILTER (m.origin_basis <> 'none') AS origins
    FROM ledger.mentions AS m
    LEFT JOIN (SELECT origin_id, any_value(voice_id) AS voice_id FROM ledger.origins GROUP BY origin_id) AS o USING (origin_id)
    WHERE "grain"::VARCHAR NOT IN ('day', 'week', 'month') AND m.said_at >= date_trunc("grain"::VARCHAR, since::TIMESTAMP)
    GROUP BY ALL
)
ORDER BY bucket, event_type;

CREATE OR REPLACE MACRO new_claims(since := '1970-01-01') AS TABLE
SELECT
    c.claim_id, c.claim, c.status, c.origins, c.outlets, c.articles, c.first_seen, c.first_outlet,
    m.evidence, m.speaker, m.origin, m.via, c.event_type, c.story_id, c.tier
FROM claims AS c
JOIN mentions AS m USING (claim_id)
WHERE c.first_seen >= since::TIMESTAMP
QUALIFY row_number() OVER (PARTITION BY c.claim_id ORDER BY m.origin_basis <> 'stated', m.said_at, m.mention_id) = 1
ORDER BY c.first_seen, c.tier, c.claim_id;

-- Counted in origins, not in articles: forty rewrites of one word are no burst. Anscombe's transform makes counts of
-- different size comparable (2 * sqrt(n + 3/8), F. J. Anscombe, Biometrika 1948); the level is the 14 days before.
CREATE OR REPLACE MACRO bursts(since := '1970-01-01') AS TABLE
WITH daily AS (
    SELECT said_at::DATE AS day, subject, count(DISTINCT coalesce(origin_id, article_id)) AS origins, count(*) AS mentions
    FROM mentions
    WHERE subject IS NOT NULL AND said_at >= since::TIMESTAMP - INTERVAL 15 DAY
    GROUP BY ALL
),
levels AS (
    SELECT *,
        coalesce(sum(origins) OVER (
            PARTITION BY subject ORDER BY day RANGE BETWEEN INTERVAL 14 DAY PRECEDING AND INTERVAL 1 DAY PRECEDING
        ), 0) / 14.0 AS level
    FROM daily
)
SELECT day, subject, origins, mentions, level,
    2 * (sqrt(origins + 0.375) - sqrt(level + 0.375)) AS score
FROM levels
WHERE day >= since::DATE AND 2 * (sqrt(origins + 0.375) - sqrt(level + 0.375)) >= 3
ORDER BY score DESC, day;

CREATE OR REPLACE MACRO support_as_of("at") AS TABLE
SELECT
    m.claim_id,
    any_value(c.claim) AS claim,
    count(DISTINCT m.article_id) AS articles,
    count(DISTINCT m.outlet) AS outlets,
    greatest(1, count(DISTINCT m.origin_id) FILTER (m.origin_basis <> 'none')) AS origins,
    min(m.said_at) AS first_said
FROM mentions AS m
JOIN ledger.claims AS c USING (claim_id)
WHERE m.said_at <= "at"::TIMESTAMP
GROUP BY m.claim_id
ORDER BY origins DESC, articles DESC, m.claim_id;

CREATE OR REPLACE MACRO quote_variants() AS TABLE
SELECT m.claim_id, m.claim, m.speaker, m.outlet, m.article_id, m.evidence, m.mode
FROM mentions AS m
WHERE m.claim_id IN (
    SELECT claim_id FROM mentions WHERE speaker IS NOT NULL
    GROUP BY claim_id HAVING count(DISTINCT evidence) > 1 AND bool_or(mode = 'quoted' OR mode = 'declined')
) AND m.speaker IS NOT NULL
ORDER BY m.claim_id, m.said_at, m.mention_id;

CREATE OR REPLACE MACRO echo_lag() AS TABLE
WITH firsts AS (SELECT claim_id, min(said_at) AS first_said FROM mentions GROUP BY claim_id)
SELECT m.outlet, count(*) AS echoes, median(m.said_at - f.first_said) AS median_lag
FROM mentions AS m JOIN firsts AS f USING (claim_id)
WHERE m.novelty = 'echo' AND m.outlet IS NOT NULL
GROUP BY m.outlet
ORDER BY median_lag;

CREATE OR REPLACE MACRO outlet_record() AS TABLE
SELECT
    outlet,
    count(DISTINCT article_id) AS articles,
    count(*) AS mentions,
    count(*) FILTER (novelty = 'new') AS first_with,
    count(*) FILTER (novelty = 'echo') AS echoes,
    count(*) FILTER (hedge_dropped) AS hedges_dropped,
    count(*) FILTER (speaker IS NOT NULL) / count(*) AS attributed
FROM mentions
WHERE outlet IS NOT NULL
GROUP BY outlet
ORDER BY first_with DESC, outlet;

CREATE OR REPLACE MACRO contradictions() AS TABLE
SELECT later.claim AS claim, earlier.claim AS contradicts, x.reason, later.status, later.first_outlet,
    earlier.first_outlet AS contradicts_first_outlet, x.claim_id, x.other_id
FROM contradicting AS x
JOIN claims AS later ON later.claim_id = x.claim_id
JOIN claims AS earlier ON earlier.claim_id = x.other_id
ORDER BY x.decided_at, x.claim_id;

CREATE OR REPLACE MACRO claim_history(id) AS TABLE
SELECT m.said_at, m.outlet, m.novelty, m.mode, m.certainty, m.speaker, m.origin, m.via, m.origin_basis, m.evidence,
    s.status AS status_after, m.mention_id, m.article_id
FROM mentions AS m
LEFT JOIN steps AS s ON s.claim_id = m.claim_id AND s.mention_id = m.mention_id
WHERE m.claim_id = id::BIGINT
ORDER BY m.said_at, m.seen_at, m.mention_id;

COMMENT ON MACRO TABLE trend_claims IS 'Mentions, articles, claims and origins over time, by event type; grain is hour, day, week, month';
COMMENT ON MACRO TABLE new_claims IS 'Claims first seen since a moment, with the evidence nearest their origin';
COMMENT ON MACRO TABLE bursts IS 'Subjects talked about by far more origins on a day than in the 14 days before';
COMMENT ON MACRO TABLE support_as_of IS 'What was known at a moment, and on how many origins it rested';
COMMENT ON MACRO TABLE quote_variants IS 'The same words of a speaker as different articles give them';
COMMENT ON MACRO TABLE echo_lag IS 'How long after the first mention each outlet follows';
COMMENT ON MACRO TABLE outlet_record IS 'How often each outlet is first, echoes, and drops attribution';
COMMENT ON MACRO TABLE contradictions IS 'Pairs of claims that cannot both hold';
COMMENT ON MACRO TABLE claim_history IS 'Every mention of a claim in order, with the steps it took';
