-- What has to go before the claims of the redone texts are linked again? Whatever was decided after the first of them may
-- rest on it, so it goes with them.
DELETE FROM ledger.steps WHERE decided_at >= (SELECT min(decided_at) FROM redone);
DELETE FROM ledger.contradictions WHERE decided_at >= (SELECT min(decided_at) FROM redone);
DELETE FROM ledger.relinks WHERE decided_at >= (SELECT min(decided_at) FROM redone);
DELETE FROM ledger.origins WHERE first_seen >= (SELECT min(decided_at) FROM redone);
DELETE FROM ledger.mentions WHERE (article_id, revision) IN (SELECT (article_id, revision) FROM redone);
DELETE FROM ledger.claims WHERE first_mention NOT IN (SELECT mention_id FROM ledger.mentions);
DELETE FROM ledger.changes WHERE (article_id, revision) IN (SELECT (article_id, revision) FROM redone);
DELETE FROM ledger.revisions WHERE (article_id, revision) IN (SELECT (article_id, revision) FROM redone);
