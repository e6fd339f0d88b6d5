-- The candidates, and the latest members of the stories they are in, in order of arrival: each with its story and its
-- traits; the text itself of candidates only.
SELECT
    article_id, placed.story_id, told.url, told.title, told.published_at, described.traits, texts.text,
    coalesce(candidates.keys, []) AS keys, candidates.day
FROM places
JOIN placed USING (article_id)
LEFT JOIN candidates USING (article_id)
JOIN (
    SELECT rowid AS place, url, title, published_at FROM ledger.revisions WHERE rowid IN (SELECT place FROM places)
) AS told USING (place)
JOIN (
    SELECT rowid AS traits_place, traits FROM ledger.traits WHERE rowid IN (SELECT traits_place FROM places)
) AS described USING (traits_place)
LEFT JOIN (
    SELECT rowid AS place, text FROM ledger.revisions
    WHERE rowid IN (SELECT place FROM places SEMI JOIN candidates USING (article_id))
) AS texts USING (place)
ORDER BY placed.arrived_at, place;
