-- What was decided on each text of these articles: next to the others, which passages, which story?
SELECT
    comparisons.*,
    passages.passages,
    placements.story_id, placements.related_to, placements.nearest AS nearest_placed, placements.score,
    placements.rule AS placed_by, placements.reason AS placement_reason
FROM (
    FROM ledger.comparisons
    WHERE article_id IN (SELECT unnest($ids::BIGINT[]))
    QUALIFY row_number() OVER (PARTITION BY article_id, revision ORDER BY decided_at DESC) = 1
) AS comparisons
LEFT JOIN (
    SELECT article_id, revision, list({
        'other_id': other_id, 'other_revision': other_revision, 'start': "start", 'end': "end",
        'other_start': other_start, 'other_end': other_end, 'words': words, 'quoted': quoted
    } ORDER BY "start", other_id) AS passages
    FROM ledger.passages
    WHERE article_id IN (SELECT unnest($ids::BIGINT[]))
    GROUP BY ALL
) AS passages USING (article_id, revision)
JOIN (
    FROM ledger.placements
    WHERE article_id IN (SELECT unnest($ids::BIGINT[]))
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY decided_at DESC) = 1
) AS placements USING (article_id);
