-- All that carry a shingle, the earliest first; with their text those that an article may have been taken from.
SELECT
    carrying.text_id, article_id, revision, normal, words, outlet, is_seed, independent, dated_at, texts.url, texts.text
FROM carrying
LEFT JOIN (
    SELECT text_id, url, text
    FROM (SELECT rowid AS place, url, text FROM ledger.revisions WHERE rowid IN (SELECT place FROM places))
    JOIN places USING (place)
) AS texts USING (text_id)
ORDER BY dated_at, article_id, revision;
