-- Which articles does an alert cover: those that made its claim, or told its story, by then?
SELECT DISTINCT m.article_id, r.outlet, r.title, r.url, m.novelty, m.seen_at, m.article_id = a.article_id AS moved_it
FROM ledger.alerts AS a
JOIN mentions AS m ON m.claim_id = a.claim_id OR (a.claim_id IS NULL AND m.claim_id IN (SELECT claim_id FROM claims WHERE story_id = a.story_id))
JOIN articles AS r ON r.article_id = m.article_id
WHERE a.alert_id = $id AND m.seen_at <= a.created_at
QUALIFY row_number() OVER (PARTITION BY m.article_id ORDER BY m.seen_at, m.mention_id) = 1
ORDER BY m.seen_at, m.article_id;
