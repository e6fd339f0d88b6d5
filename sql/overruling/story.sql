-- Was there ever a story of this number, and what does it go by today?
SELECT today.story_id
FROM story_now($id) AS today
WHERE EXISTS (FROM ledger.placements WHERE story_id = $id)
    OR EXISTS (FROM ledger.story_changes WHERE other_id = $id OR story_id = $id);
