-- What is known of a claim, or of what it goes by today, of its event in PLOVER's words too?
SELECT c.*, s.title AS story,
    -- Mentions found before PLOVER was asked have none of its words.
    (SELECT max(plover) FROM mentions AS m WHERE m.claim_id = c.claim_id AND m.event_type = c.event_type) AS plover
FROM claims AS c LEFT JOIN stories AS s USING (story_id)
WHERE c.claim_id = coalesce((SELECT claim_id FROM claim_names WHERE old_id = $id), $id);
