-- What is to be known of texts that carry a shingle or have exactly the words asked about? Their text itself only of those
-- that an article may have been taken from: the nearest by shared shingles, and those of the same words. A shingle that
-- many texts wrote independently of each other (so many as in pipeline/compare/carriers.py) leads to none of them.
WITH prints AS (
    FROM ledger.fingerprints WHERE scheme = $scheme
),
telling AS (
    SELECT shingle, text_id
    FROM carriers LEFT JOIN prints USING (text_id)
    QUALIFY count(*) FILTER (independent) OVER (PARTITION BY shingle)
        < (SELECT least(32, greatest(10, floor(count(*) / 100))) FROM prints WHERE independent)
),
ranked AS (
    SELECT asked_shingles.article_id, telling.text_id, count(*) AS shared
    FROM asked_shingles JOIN telling USING (shingle)
    GROUP BY asked_shingles.article_id, telling.text_id
    QUALIFY row_number() OVER (PARTITION BY asked_shingles.article_id ORDER BY shared DESC, telling.text_id) <= $most
),
same AS (
    SELECT text_id
    FROM prints
    WHERE normal IN (SELECT normal FROM asked_texts) AND words > 0
    QUALIFY row_number() OVER (PARTITION BY normal ORDER BY dated_at, article_id) <= $same
),
near AS (SELECT text_id FROM ranked UNION SELECT text_id FROM same)
SELECT
    text_id, prints.article_id, prints.revision, prints.normal, prints.words, prints.outlet, prints.is_seed,
    prints.independent, prints.dated_at, revisions.url, revisions.text
FROM prints
LEFT JOIN (
    SELECT text_id, url, text
    FROM near
    JOIN prints AS wanted USING (text_id)
    JOIN ledger.revisions USING (article_id, revision)
) AS revisions USING (text_id)
WHERE text_id IN (SELECT text_id FROM carriers) OR text_id IN (FROM near)
ORDER BY prints.dated_at, prints.article_id, prints.revision;
