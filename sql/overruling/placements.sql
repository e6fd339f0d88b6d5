-- In which stories were articles, oldest first?
SELECT * FROM ledger.placements WHERE list_contains($ids, article_id) ORDER BY article_id, decided_at;
