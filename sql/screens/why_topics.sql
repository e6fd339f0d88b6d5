-- For which topics was an article kept, and why?
SELECT topic, relevance, reason FROM topics WHERE article_id = $id ORDER BY relevance DESC;
