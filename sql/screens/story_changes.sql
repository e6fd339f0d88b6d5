-- When did a story become one with another, or two, and why? Those that were undone too.
SELECT kind, story_id, other_id, reason, made_by, valid_from, valid_to
FROM story_changes
WHERE story_id = $id OR other_id = $id
    OR story_id IN (SELECT old_id FROM story_names WHERE story_id = $id)
ORDER BY valid_from, change_id;
