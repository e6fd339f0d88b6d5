-- Does a passage lie outside its text, on either side?
SELECT p.passage_id
FROM ledger.passages AS p
LEFT JOIN ledger.revisions AS r ON r.article_id = p.article_id AND r.revision = p.revision
LEFT JOIN (
    -- Which text it was is not known of passages from before it was kept: it lay in one of them.
    SELECT article_id, revision, length(text) AS letters FROM ledger.revisions
    UNION ALL SELECT article_id, 0, max(length(text)) FROM ledger.revisions GROUP BY article_id
) AS o ON o.article_id = p.other_id AND o.revision = p.other_revision
WHERE r.text IS NULL OR p."start" < 0 OR p."end" > length(r.text) OR p."start" >= p."end"
    OR o.letters IS NULL OR p.other_start < 0 OR p.other_end > o.letters OR p.other_start >= p.other_end;
