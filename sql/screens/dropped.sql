-- What went no further since a moment, and why?
SELECT stage, reason, detail, url, seen_at FROM drops WHERE seen_at >= $since::TIMESTAMP ORDER BY stage, reason, url;
