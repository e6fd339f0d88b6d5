-- What is a story made of?
SELECT * FROM stories WHERE story_id = $id;
