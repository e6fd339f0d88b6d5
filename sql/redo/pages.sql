-- Which kept pages are read again? From "read" on all of them; from "topic" on those whose article was off topic, because
-- of such articles only the bytes are kept.
SELECT url, final_url, kind, digest, size, content_type, headers, entry, fetched_at, run_id
FROM ledger.kept
WHERE kind = 'page'
    AND gone_at IS NULL
    AND ($since IS NULL OR fetched_at >= $since)
    AND ($every OR fetched_at IN (SELECT seen_at FROM ledger.drops WHERE stage = 'topic'))
ORDER BY fetched_at, url;
