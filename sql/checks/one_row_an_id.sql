-- Is anything stored twice?
SELECT 'mentions' AS what, mention_id AS id FROM ledger.mentions GROUP BY mention_id HAVING count(*) > 1
UNION ALL SELECT 'claims', claim_id FROM ledger.claims GROUP BY claim_id HAVING count(*) > 1
UNION ALL SELECT 'revisions', article_id FROM ledger.revisions GROUP BY article_id, revision HAVING count(*) > 1
UNION ALL SELECT 'drops', drop_id FROM ledger.drops GROUP BY drop_id HAVING count(*) > 1
UNION ALL SELECT 'passages', passage_id FROM ledger.passages GROUP BY passage_id HAVING count(*) > 1
UNION ALL SELECT 'alerts', alert_id FROM ledger.alerts GROUP BY alert_id HAVING count(*) > 1
UNION ALL SELECT 'steps', step_id FROM ledger.steps GROUP BY step_id HAVING count(*) > 1
UNION ALL SELECT 'topics', article_id FROM ledger.topics GROUP BY topic, article_id HAVING count(*) > 1;
