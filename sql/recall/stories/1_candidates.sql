-- Which articles share keys with each article asked about: those of the days around its own, and the seeds, which never grow
-- old? And which keys? Under a key that many articles share only the latest are looked at, and of articles that share as
-- many keys the latest come first. With them those that were asked for by name.
CREATE OR REPLACE TEMP TABLE candidates AS
WITH met AS (
    SELECT asked.article_id AS asker, story_key, text_id, story_keys.day, story_keys.rowid AS place
    FROM ledger.story_keys
    JOIN asked_keys AS asked USING (story_key)
    WHERE scheme = $story_scheme
        AND (story_keys.day BETWEEN $from::DATE AND $until::DATE OR story_keys.day = $never_old::DATE)
        AND (abs(date_diff('day', story_keys.day, asked.day)) <= $days OR story_keys.day = $never_old::DATE)
    QUALIFY row_number() OVER (PARTITION BY asker, story_key ORDER BY story_keys.rowid DESC) <= $carriers
),
shared AS (
    SELECT text_id, list(DISTINCT story_key) AS keys, any_value(day) AS day
    FROM met
    GROUP BY asker, text_id
    QUALIFY row_number() OVER (PARTITION BY asker ORDER BY count(*) DESC, max(place) DESC) <= $most
),
named AS (
    SELECT article_id, keys, day
    FROM shared JOIN (SELECT text_id, article_id FROM ledger.fingerprints WHERE scheme = $scheme) USING (text_id)
    UNION ALL
    SELECT article_id, []::UBIGINT[], NULL FROM asked_also
)
SELECT article_id, list_sort(list_distinct(flatten(list(keys)))) AS keys, max(day) AS day FROM named GROUP BY article_id;
