-- Trends, what is new, who follows whom, what contradicts what: table macros, as in FROM new_claims('2018-03-20').
-- Parameters are untyped with literal defaults and cast inside, so dates and strings both work; '*' means all.

CREATE OR REPLACE MACRO trend_claims(since := '1970-01-01', grain := 'day') AS TABLE
SELECT bucket, event_type, mentions, articles, claims, new_claims, origins
FROM (
    -- Days, weeks and months are counted when they are stored.
    SELECT * EXCLUDE (grain) FROM ledger.trend AS counted
    WHERE counted.grain = "grain"::VARCHAR
        AND bucket >= date_trunc(
            CASE WHEN "grain"::VARCHAR IN ('week', 'month') THEN "grain"::VARCHAR ELSE 'day' END, since::TIMESTAMP
        )
    UNION ALL
    SELECT
        date_trunc('hour', m.said_at) AS bucket,
        m.event_type,
        count(*) AS mentions,
        count(DISTINCT m.article_id) AS articles,
        count(DISTINCT m.claim_id) AS claims,
        count(*) FILTER (m.novelty = 'new') AS new_claims,
        count(DISTINCT o.voice_id) FILTER (m.origin_basis <> 'none') AS origins
    FROM ledger.mentions AS m
    LEFT JOIN (SELECT origin_id, voice_id FROM ledger.origins WHERE NOT spare) AS o USING (origin_id)
    WHERE "grain"::VARCHAR = 'hour' AND m.said_at >= date_trunc('hour', since::TIMESTAMP)
    GROUP BY ALL
    UNION ALL
    -- No row; but a grain that is none is told, where nothing would look like an answer.
    SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL
    WHERE CASE WHEN "grain"::VARCHAR IN ('hour', 'day', 'week', 'month') THEN false
        ELSE error('“' || "grain"::VARCHAR || '” is no grain; there are hour, day, week and month') END
)
ORDER BY bucket, event_type;

-- First the few claims, then what is said of them: neither texts nor origins are looked at beside these.
CREATE OR REPLACE MACRO new_claims(since := '1970-01-01') AS TABLE
WITH fresh AS MATERIALIZED (FROM claims WHERE first_seen >= since::TIMESTAMP),
telling AS MATERIALIZED (
    SELECT m.claim_id, m.article_id, m.revision, m."start", m."end", m.speaker, m.origin_id, m.via
    FROM ledger.mentions AS m
    JOIN (SELECT claim_id FROM fresh) AS f USING (claim_id)
    -- Who makes a claim was not seen before the claim was.
    WHERE m.seen_at >= since::TIMESTAMP
    QUALIFY row_number() OVER (PARTITION BY m.claim_id ORDER BY m.origin_basis <> 'stated', m.said_at, m.mention_id) = 1
),
named AS (
    SELECT origin_id, origin
    FROM ledger.origins
    -- Places first, rows then (docs/choices.md#shingles).
    WHERE NOT spare AND rowid IN (SELECT rowid FROM ledger.origins WHERE origin_id IN (SELECT origin_id FROM telling))
)
SELECT
    f.claim_id, f.claim, f.status, f.origins, f.outlets, f.articles, f.first_seen, f.first_outlet,
    substring(r.text, t."start" + 1, t."end" - t."start") AS evidence,
    t.speaker, n.origin, t.via, f.event_type, f.story_id, f.tier, f.denied
FROM fresh AS f
LEFT JOIN telling AS t USING (claim_id)
LEFT JOIN (FROM ledger.revisions WHERE seen_at >= since::TIMESTAMP) AS r USING (article_id, revision)
LEFT JOIN named AS n USING (origin_id)
ORDER BY f.first_seen, f.tier, f.claim_id;

CREATE OR REPLACE MACRO echo_lag(since := '1970-01-01') AS TABLE
SELECT m.outlet, count(*) AS echoes, to_seconds(median(epoch(m.said_at) - epoch(s.first_said))) AS median_lag
FROM mention_facts AS m JOIN ledger.support AS s USING (claim_id)
WHERE m.novelty = 'echo' AND m.outlet IS NOT NULL AND m.said_at >= since::TIMESTAMP
GROUP BY m.outlet
ORDER BY median_lag, m.outlet;

CREATE OR REPLACE MACRO outlet_record(since := '1970-01-01') AS TABLE
SELECT
    outlet,
    count(DISTINCT article_id) AS articles,
    count(*) AS mentions,
    count(*) FILTER (novelty = 'new') AS first_with,
    count(*) FILTER (novelty = 'echo') AS echoes,
    count(*) FILTER (hedge_dropped) AS hedges_dropped,
    count(*) FILTER (speaker_kind <> 'author') / count(*) AS attributed,
    count(DISTINCT voice_id) AS origins
FROM mention_facts
WHERE outlet IS NOT NULL AND said_at >= since::TIMESTAMP
GROUP BY outlet
ORDER BY first_with DESC, outlet;

-- One article may say both: that somebody has yet to speak, and what they said.
CREATE OR REPLACE MACRO contradictions(since := '1970-01-01') AS TABLE
WITH pairs AS MATERIALIZED (FROM ledger.contradictions WHERE decided_at >= since::TIMESTAMP),
saying AS MATERIALIZED (
    SELECT claim_id, article_id FROM ledger.mentions
    SEMI JOIN (SELECT claim_id FROM pairs UNION SELECT other_id FROM pairs) AS touched USING (claim_id)
),
standing AS MATERIALIZED (
    SELECT c.claim_id, c.claim, s.denied, s.status, s.first_outlet, s.origins, s.articles
    FROM (SELECT DISTINCT claim_id FROM saying) JOIN ledger.claims AS c USING (claim_id) JOIN ledger.support AS s USING (claim_id)
),
within AS (
    SELECT DISTINCT p.claim_id, p.other_id
    FROM pairs AS p
    JOIN saying AS one ON one.claim_id = p.claim_id
    JOIN saying AS other ON other.claim_id = p.other_id AND other.article_id = one.article_id
)
SELECT later.claim AS claim, earlier.claim AS contradicts, x.reason, later.status, later.first_outlet,
    earlier.first_outlet AS contradicts_first_outlet, x.claim_id, x.other_id,
    within.claim_id IS NOT NULL AS in_one_article, x.decided_at,
    later.origins, later.articles, earlier.origins AS contradicts_origins, earlier.articles AS contradicts_articles,
    later.denied, earlier.denied AS contradicts_denied
FROM pairs AS x
JOIN standing AS later ON later.claim_id = x.claim_id
JOIN standing AS earlier ON earlier.claim_id = x.other_id
LEFT JOIN within ON within.claim_id = x.claim_id AND within.other_id = x.other_id
ORDER BY x.decided_at, x.claim_id, x.other_id;

CREATE OR REPLACE MACRO claim_history(id) AS TABLE
SELECT m.said_at, m.outlet, m.novelty, m.mode, m.certainty, m.speaker, m.origin, m.via, m.origin_basis, m.evidence,
    s.status AS status_after, m.mention_id, m.article_id
FROM mentions AS m
LEFT JOIN (
    -- One that was withdrawn later has moved the claim twice.
    SELECT mention_id, string_agg(status, ', ' ORDER BY decided_at) AS status FROM steps WHERE claim_id = id::BIGINT GROUP BY mention_id
) AS s USING (mention_id)
WHERE m.claim_id = id::BIGINT
ORDER BY m.said_at, m.seen_at, m.mention_id;

COMMENT ON MACRO TABLE trend_claims IS 'Mentions, articles, claims and origins over time, by event type; grain is hour, day, week, month';
COMMENT ON MACRO TABLE new_claims IS 'Claims first seen since a moment, with the evidence nearest their origin';
COMMENT ON MACRO TABLE echo_lag IS 'How long after the first mention each outlet follows';
COMMENT ON MACRO TABLE outlet_record IS 'How often each outlet is first, echoes, and drops attribution';
COMMENT ON MACRO TABLE contradictions IS 'Pairs of claims that cannot both hold, also where one article makes both; one that is denied says the contrary of its words';
COMMENT ON MACRO TABLE claim_history IS 'Every mention of a claim in order, with the steps it took';
