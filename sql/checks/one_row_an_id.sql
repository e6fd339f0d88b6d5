-- Is anything stored twice?
SELECT 'mentions' AS what, mention_id AS id FROM ledger.mentions GROUP BY mention_id HAVING count(*) > 1
UNION ALL SELECT 'claims', claim_id FROM ledger.claims GROUP BY claim_id HAVING count(*) > 1
UNION ALL SELECT 'revisions', article_id FROM ledger.revisions GROUP BY article_id, revision HAVING count(*) > 1
UNION ALL SELECT 'drops', drop_id FROM ledger.drops GROUP BY drop_id HAVING count(*) > 1
UNION ALL SELECT 'passages', passage_id FROM ledger.passages GROUP BY passage_id HAVING count(*) > 1
UNION ALL SELECT 'alerts', alert_id FROM ledger.alerts GROUP BY alert_id HAVING count(*) > 1
UNION ALL SELECT 'steps', step_id FROM ledger.steps GROUP BY step_id HAVING count(*) > 1
UNION ALL SELECT 'topics', article_id FROM ledger.topics GROUP BY topic, article_id HAVING count(*) > 1
UNION ALL SELECT 'feeds', NULL FROM ledger.feeds GROUP BY url, topic HAVING count(*) > 1
UNION ALL SELECT 'fetches', fetch_id FROM ledger.fetches GROUP BY fetch_id HAVING count(*) > 1
UNION ALL SELECT 'entries', entry_id FROM ledger.entries GROUP BY entry_id HAVING count(*) > 1
UNION ALL SELECT 'kept', kept_id FROM ledger.kept GROUP BY kept_id HAVING count(*) > 1
UNION ALL SELECT 'addresses', article_id FROM ledger.addresses GROUP BY article_id, url HAVING count(*) > 1
UNION ALL SELECT 'changes', article_id FROM ledger.changes GROUP BY article_id, revision HAVING count(*) > 1
UNION ALL SELECT 'hosts', NULL FROM ledger.hosts GROUP BY host HAVING count(*) > 1
UNION ALL SELECT 'overrules', overrule_id FROM ledger.overrules GROUP BY overrule_id, article_id HAVING count(*) > 1
UNION ALL SELECT 'back-fills', portion_id FROM ledger.backfills GROUP BY portion_id HAVING count(*) > 1
UNION ALL SELECT 'story changes', change_id FROM ledger.story_changes GROUP BY change_id HAVING count(*) > 1
-- Of two decisions of one moment neither would be the newest.
UNION ALL SELECT 'comparisons', article_id FROM ledger.comparisons GROUP BY article_id, revision, decided_at HAVING count(*) > 1
UNION ALL SELECT 'placements', article_id FROM ledger.placements GROUP BY article_id, decided_at HAVING count(*) > 1;
