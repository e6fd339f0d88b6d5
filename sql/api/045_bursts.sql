-- Whom do far more independent voices speak of than they use to? Counted in origins, not in articles: forty rewrites of one
-- word are one voice. Nor are the five people that one article quotes a burst: there are no more voices than articles.
--
-- A window is six hours long and ends with any hour. Expected in it is the level of the subject (its voices in the two
-- weeks up to a day before) times the season: how much of the news falls into these hours, weekends apart, of all subjects
-- together. Anscombe's transform makes counts of every size comparable (2 * sqrt(n + 3/8), Biometrika 1948); a subject
-- whose counts always scatter more than chance does has to exceed more. Season and scatter are learned from the four to
-- eight weeks before `since`, or from the first four weeks there are; until then every hour is like the other. Fewer than
-- four voices are never a burst, and in its first week a ledger knows none. Days on which nobody asked the feeds are no
-- quiet days: they count nowhere, and where more than a week of the two is missing nobody can tell what is usual.
--
-- bench/bursts.py measures it on invented years: of their bursts of 4 to 36 hours 97 in 100 are found, and a subject has
-- one that is none in a year.
CREATE OR REPLACE MACRO bursts(since := '1970-01-01', until := '9999-01-01', per := 'subject') AS TABLE
WITH said AS NOT MATERIALIZED (
    SELECT CASE WHEN per = 'event_type' THEN nullif(event_type, 'other') ELSE subject END AS subject,
        said_at, voice_id, article_id
    FROM mention_facts
    WHERE NOT is_seed AND said_at < until::TIMESTAMP
),
lately AS MATERIALIZED (
    -- Those of whom nothing tells whose word they carry are all together one voice.
    SELECT subject, date_trunc('hour', said_at) AS hour, coalesce(voice_id, 0) AS voice_id, article_id
    FROM said
    WHERE subject IS NOT NULL AND said_at >= date_trunc('hour', since::TIMESTAMP) - INTERVAL 5 HOUR
    GROUP BY ALL
),
many AS MATERIALIZED (
    SELECT subject FROM lately GROUP BY subject HAVING least(count(DISTINCT voice_id), count(DISTINCT article_id)) >= 4
),
before AS MATERIALIZED (
    SELECT subject, date_trunc('hour', said_at) AS hour, coalesce(voice_id, 0) AS voice_id, article_id
    FROM said
    WHERE said_at >= since::TIMESTAMP - INTERVAL 56 DAY
),
span AS MATERIALIZED (
    SELECT
        date_trunc('day', min(hour)) AS opens,
        max(hour) AS closes,
        greatest(date_trunc('day', min(hour)) + INTERVAL 28 DAY, max(date_trunc('day', since::TIMESTAMP))) AS taught
    FROM before
),
runs_of_days AS MATERIALIZED (
    SELECT DISTINCT started_at::DATE AS day FROM ledger.runs WHERE finished_at IS NOT NULL AND started_at < until::TIMESTAMP
),
-- What came before the first run was gathered otherwise, and may be whole.
deaf AS MATERIALIZED (
    SELECT day
    FROM (SELECT unnest(generate_series(opens, closes, INTERVAL 1 DAY))::DATE AS day FROM span)
    ANTI JOIN runs_of_days USING (day)
    ANTI JOIN (SELECT DISTINCT hour::DATE AS day FROM before) USING (day)
    WHERE day > (SELECT min(day) FROM runs_of_days)
),
hours AS (
    SELECT unnest(generate_series(opens, taught - INTERVAL 1 HOUR, INTERVAL 1 HOUR)) AS hour FROM span WHERE closes >= taught
),
told AS MATERIALIZED (SELECT hour, count(DISTINCT voice_id) AS n FROM before, span WHERE hour < taught GROUP BY hour),
seasons AS (
    -- The rarer the news of an hour, the less is made of its share.
    SELECT
        extract('hour' FROM hours.hour) AS of_day,
        extract('isodow' FROM hours.hour) >= 6 AS weekend,
        (coalesce(sum(told.n), 0) + 20)
        / (count(*) * (SELECT sum(n) FROM told) / (SELECT count(*) FROM hours) + 20) AS share
    FROM hours LEFT JOIN told ON told.hour = hours.hour
    GROUP BY ALL
),
-- What the six hours weigh that end with an hour of the week.
week AS MATERIALIZED (
    SELECT d.dow, h.of_day,
        avg(coalesce(s.share, 1)) OVER (ORDER BY d.dow, h.of_day ROWS BETWEEN 5 PRECEDING AND CURRENT ROW) AS share
    FROM (SELECT unnest(range(1, 8)) AS dow) AS d
    CROSS JOIN (SELECT unnest(range(24)) AS of_day) AS h
    LEFT JOIN seasons AS s ON s.of_day = h.of_day AND s.weekend = (d.dow >= 6)
),
weighed AS (
    SELECT sum(share) AS once, sum(share * share) AS squared
    FROM (SELECT unnest(generate_series(opens, taught - INTERVAL 6 HOUR, INTERVAL 6 HOUR)) AS quarter FROM span) AS q
    JOIN week ON dow = extract('isodow' FROM quarter) AND of_day = extract('hour' FROM quarter) + 5
),
counted AS (
    SELECT subject, time_bucket(INTERVAL 6 HOUR, hour) AS quarter,
        least(count(DISTINCT voice_id), count(DISTINCT article_id)) AS n
    FROM before SEMI JOIN many USING (subject)
    GROUP BY ALL
),
-- What was a burst itself is no measure of what is usual: it counts as the most that would not have been one.
quarters AS MATERIALIZED (
    SELECT subject, quarter, share,
        least(n, pow(sqrt(mean * share + 0.375) + 1.25 * sqrt(1 + 0.1 * mean * share), 2) - 0.375) AS n
    FROM (
        SELECT subject, quarter, share, n, 6 * sum(n) OVER (PARTITION BY subject)
            / (date_diff('hour', opens, closes) + 1 - 24 * (SELECT count(*) FROM deaf)) AS mean
        FROM counted
        JOIN week ON dow = extract('isodow' FROM quarter) AND of_day = extract('hour' FROM quarter) + 5
        CROSS JOIN span
    )
),
-- The variance of a count beyond its mean, as a share of the mean squared; of quarters without a word only the weight counts.
scatter AS (
    SELECT subject,
        greatest(0.02, least(1, (
            sum(n * n - 2 * n * mean * share) + any_value(mean * mean * squared - mean * once)
        ) / any_value(mean * mean * squared))) AS beyond
    FROM (
        SELECT subject, n, share, once, squared, sum(n) OVER (PARTITION BY subject) / once AS mean
        FROM quarters CROSS JOIN weighed
        WHERE quarter < (SELECT taught FROM span)
    )
    GROUP BY subject
),
windows AS (
    SELECT subject, hour + to_hours(later) AS hour, least(count(DISTINCT voice_id), count(DISTINCT article_id)) AS n
    FROM lately SEMI JOIN many USING (subject), (SELECT unnest(range(6)) AS later)
    GROUP BY ALL
    HAVING least(count(DISTINCT voice_id), count(DISTINCT article_id)) >= 4
),
-- As many quarters as there are up to a day before, of two weeks at most.
heard AS (
    SELECT hour, least(56, date_diff('hour', any_value(opens), hour - INTERVAL 1 DAY) / 6) - 4 * count(deaf.day) AS quarters
    FROM (SELECT DISTINCT hour FROM windows) CROSS JOIN span
    LEFT JOIN deaf ON deaf.day >= (hour - INTERVAL 15 DAY)::DATE AND deaf.day < (hour - INTERVAL 1 DAY)::DATE
    GROUP BY hour
),
expected AS (
    SELECT w.subject, w.hour, any_value(w.n) AS n,
        any_value(week.share) * (coalesce(sum(q.n), 0) + 1)
        / (any_value(heard.quarters) + 1) AS level
    FROM windows AS w
    JOIN span ON w.hour >= since::TIMESTAMP AND w.hour <= span.closes
    JOIN heard ON heard.hour = w.hour AND heard.quarters >= 28
    JOIN week ON week.dow = extract('isodow' FROM w.hour) AND week.of_day = extract('hour' FROM w.hour)
    LEFT JOIN quarters AS q
        ON q.subject = w.subject AND q.quarter >= w.hour - INTERVAL 15 DAY AND q.quarter < w.hour - INTERVAL 1 DAY
    GROUP BY w.subject, w.hour
),
high AS (
    SELECT e.subject, e.hour, e.n, e.level,
        2 * (sqrt(e.n + 0.375) - sqrt(e.level + 0.375)) / sqrt(1 + e.level * coalesce(s.beyond, 0.1)) AS score
    FROM expected AS e LEFT JOIN scatter AS s USING (subject)
    WHERE 2 * (sqrt(e.n + 0.375) - sqrt(e.level + 0.375)) / sqrt(1 + e.level * coalesce(s.beyond, 0.1)) >= 3
),
-- Windows less than a day apart are one burst.
bursting AS (
    SELECT *, sum(first_of::INTEGER) OVER (PARTITION BY subject ORDER BY hour) AS burst
    FROM (
        SELECT *, coalesce(hour - lag(hour) OVER (PARTITION BY subject ORDER BY hour) > INTERVAL 24 HOUR, true) AS first_of
        FROM high
    )
),
found AS (
    SELECT subject, arg_max(hour, score)::DATE AS day, arg_max(n, score) AS origins, arg_max(level, score) AS level,
        max(score) AS score, min(hour) + INTERVAL 1 HOUR AS noticed_at, min(hour) - INTERVAL 5 HOUR AS began_at, max(hour) + INTERVAL 1 HOUR AS ended_at
    FROM bursting
    GROUP BY subject, burst
)
SELECT f.day, f.subject, f.origins, count(*) AS mentions, f.level, f.score, count(DISTINCT m.article_id) AS articles,
    f.began_at, f.ended_at, f.noticed_at
FROM found AS f
JOIN said AS m
    ON m.subject = f.subject AND m.said_at >= f.began_at AND m.said_at < f.ended_at AND m.said_at >= since::TIMESTAMP - INTERVAL 6 HOUR
GROUP BY ALL
ORDER BY f.score DESC, f.began_at, f.subject;

COMMENT ON MACRO TABLE bursts IS 'Subjects of whom far more independent voices spoke in six hours than season and level of the weeks before let expect';
