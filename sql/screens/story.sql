-- What is a story made of, by any name it ever had?
SELECT s.*, today.story_id <> $id AS renamed
FROM story_now($id) AS today JOIN stories AS s USING (story_id);
