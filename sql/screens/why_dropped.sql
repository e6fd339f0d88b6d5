-- Why did an address go no further?
SELECT url, stage, reason, detail, seen_at FROM drops WHERE url = $url ORDER BY seen_at;
