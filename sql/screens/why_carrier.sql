-- Who carries these words, since when, and whose are they in turn?
SELECT article_id, url, outlet, title, dated_at, dated_by, is_seed, copy_of FROM articles WHERE article_id = $id;
