-- What was decided of articles next to others, text by text, oldest first?
SELECT * FROM ledger.comparisons WHERE list_contains($ids, article_id) ORDER BY article_id, revision, decided_at;
