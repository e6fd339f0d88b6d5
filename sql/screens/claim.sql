-- What is known of a claim?
SELECT c.*, s.title AS story FROM claims AS c LEFT JOIN stories AS s USING (story_id) WHERE c.claim_id = $id;
