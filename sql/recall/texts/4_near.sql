-- Which of them may an article have been taken from: the nearest by shared shingles, and those of the same words? A shingle
-- that many texts wrote independently of each other (so many as in pipeline/compare/carriers.py) leads to none of them.
CREATE OR REPLACE TEMP TABLE near_texts AS
WITH telling AS (
    SELECT shingle, text_id
    FROM carriers JOIN carrying USING (text_id)
    QUALIFY count(*) FILTER (independent) OVER (PARTITION BY shingle)
        < (SELECT least(32, greatest(10, floor(coalesce(sum(independent), 0) / 100))) FROM counted)
),
ranked AS (
    SELECT asked_shingles.article_id, telling.text_id, count(*) AS shared
    FROM asked_shingles
    JOIN telling USING (shingle)
    JOIN asked_texts ON asked_texts.article_id = asked_shingles.article_id
    GROUP BY asked_shingles.article_id, telling.text_id
    HAVING count(*) >= any_value(asked_texts.enough)
    QUALIFY row_number() OVER (PARTITION BY asked_shingles.article_id ORDER BY shared DESC, telling.text_id) <= $most
),
same AS (
    SELECT text_id
    FROM carrying
    WHERE normal IN (SELECT normal FROM asked_texts) AND words > 0
    QUALIFY row_number() OVER (PARTITION BY normal ORDER BY dated_at, article_id) <= $same
)
SELECT text_id FROM ranked UNION SELECT text_id FROM same;
