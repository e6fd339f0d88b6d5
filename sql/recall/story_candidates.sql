-- Which articles share keys with each article asked about: those of the days around its own, and the seeds, which never grow
-- old? And which keys? Under a key that many articles share, only the latest are looked at; of articles that share as many
-- keys all come along, and who asks chooses.
WITH met AS (
    SELECT asked.article_id AS asker, story_key, text_id
    FROM ledger.story_keys
    JOIN asked_keys AS asked USING (story_key)
    WHERE scheme = $story_scheme
        AND (story_keys.day BETWEEN $from::DATE AND $until::DATE OR story_keys.day = $never_old::DATE)
        AND (abs(date_diff('day', story_keys.day, asked.day)) <= $days OR story_keys.day = $never_old::DATE)
    QUALIFY row_number() OVER (PARTITION BY asker, story_key ORDER BY story_keys.day DESC, text_id) <= $carriers
),
shared AS (
    SELECT asker, text_id, list(DISTINCT story_key) AS keys
    FROM met
    GROUP BY asker, text_id
    QUALIFY rank() OVER (PARTITION BY asker ORDER BY count(*) DESC) <= $most
        AND row_number() OVER (PARTITION BY asker ORDER BY count(*) DESC, text_id) <= $carriers
)
SELECT prints.article_id, keys
FROM shared JOIN ledger.fingerprints AS prints USING (text_id)
WHERE prints.scheme = $scheme;
