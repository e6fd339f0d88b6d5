-- Which texts has an address carried, and since when each?
SELECT revision, title, seen_at FROM ledger.revisions WHERE article_id = $id ORDER BY seen_at;
