-- Which articles have an estimated date, and what did the page say of it?
SELECT outlet, title, dated_at, dated_by, published_raw, is_seed, url
FROM articles WHERE dated_by <> 'published'
ORDER BY is_seed, dated_at DESC, url;
