-- The redone texts, in the order in which they were decided on, and what was decided.
SELECT
    revisions.*,
    redone.decided_at,
    relevance.relevance,
    comparisons.decision, comparisons.copy_of, comparisons.nearest, comparisons.direction, comparisons.copied,
    comparisons.own_share, comparisons.other_share, comparisons.rule, comparisons.reason, comparisons.ever_a_copy,
    passages.passages,
    placements.story_id, placements.related_to, placements.nearest AS nearest_placed, placements.score,
    placements.story_id IN (
        SELECT story_id FROM ledger.overrules WHERE kind = 'merge' AND undone_at IS NULL
    ) AS merged_by_hand,
    placements.rule AS placed_by, placements.reason AS placement_reason
FROM redone
JOIN ledger.revisions USING (article_id, revision)
LEFT JOIN (
    SELECT *, bool_or(decision IN ('exact', 'near_duplicate', 'edited_copy')) OVER (PARTITION BY article_id, revision) AS ever_a_copy
    FROM ledger.comparisons
    QUALIFY row_number() OVER (PARTITION BY article_id, revision ORDER BY decided_at DESC) = 1
) AS comparisons USING (article_id, revision)
LEFT JOIN (
    SELECT article_id, list({'topic': topic, 'score': relevance, 'reason': reason} ORDER BY decided_at, topic) AS relevance
    FROM ledger.topics
    GROUP BY article_id
) AS relevance USING (article_id)
LEFT JOIN (
    SELECT article_id, revision, list({
        'other_id': other_id, 'other_revision': other_revision, 'start': "start", 'end': "end", 'other_start': other_start, 'other_end': other_end,
        'words': words, 'quoted': quoted
    } ORDER BY "start", other_id) AS passages
    FROM ledger.passages
    GROUP BY ALL
) AS passages USING (article_id, revision)
LEFT JOIN (
    FROM ledger.placements
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY decided_at DESC) = 1
) AS placements USING (article_id)
ORDER BY redone.decided_at, revisions.url;
