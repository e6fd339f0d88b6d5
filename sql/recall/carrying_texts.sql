-- What is to be known of texts that carry a shingle or have exactly the words asked about? Their text itself only of those
-- that an article may have been taken from.
SELECT
    prints.text_id, prints.article_id, prints.revision, prints.normal, prints.words, prints.outlet, prints.is_seed,
    prints.independent, prints.dated_at, texts.url, texts.text
FROM ledger.fingerprints AS prints
LEFT JOIN (
    SELECT places.text_id, url, text
    FROM (SELECT rowid AS place, url, text FROM ledger.revisions WHERE rowid IN (SELECT place FROM places))
    JOIN places USING (place)
) AS texts USING (text_id)
WHERE prints.scheme = $scheme
    AND (prints.text_id IN (SELECT text_id FROM carriers) OR prints.text_id IN (FROM near_texts))
ORDER BY prints.dated_at, prints.article_id, prints.revision;
