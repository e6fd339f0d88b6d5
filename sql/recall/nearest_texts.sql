-- The texts that share most shingles with each article asked about, with what is to be known of them. A shingle that many
-- texts carry leads to few: what is common to all of them tells none from the others.
WITH telling AS (
    SELECT shingle, text_id FROM carriers
    QUALIFY count(*) OVER (PARTITION BY shingle) <= $carriers
),
shared AS (
    SELECT asked_shingles.article_id, telling.text_id, count(*) AS shingles
    FROM asked_shingles JOIN telling USING (shingle)
    GROUP BY ALL
)
SELECT DISTINCT text_id
FROM shared
QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY shingles DESC, text_id) <= $most;
