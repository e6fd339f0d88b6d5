-- Is there an article that was never compared, placed in a story or judged on a topic?
SELECT article_id FROM articles WHERE decision IS NULL OR story_id IS NULL OR relevance IS NULL;
