-- Is a story part of two others at a time, of itself, or of none that goes on?
SELECT other_id FROM ledger.story_changes WHERE kind = 'merge' AND valid_to IS NULL GROUP BY other_id HAVING count(*) > 1
UNION ALL SELECT other_id FROM ledger.story_changes ANTI JOIN story_names ON old_id = other_id
WHERE kind = 'merge' AND valid_to IS NULL;
