-- What was left out, and why?
SELECT stage, reason, detail, url, seen_at FROM drops ORDER BY seen_at DESC, stage, url;
