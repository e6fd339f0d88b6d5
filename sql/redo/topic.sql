-- What has to go before the redone texts are held against the topics again?
DELETE FROM ledger.topics WHERE article_id IN (SELECT article_id FROM redone) AND decided_at >= (SELECT min(decided_at) FROM redone);
