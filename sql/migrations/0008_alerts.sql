-- What is told, by which rule, about what, and why not.
-- Incidents of feeds and runs are told too, and they are about no claim.
ALTER TABLE ledger.alerts ALTER COLUMN claim_id DROP NOT NULL;
ALTER TABLE ledger.alerts ALTER COLUMN story_id DROP NOT NULL;

ALTER TABLE ledger.alerts ADD COLUMN severity VARCHAR;
ALTER TABLE ledger.alerts ADD COLUMN thread VARCHAR;
ALTER TABLE ledger.alerts ADD COLUMN subject VARCHAR;
ALTER TABLE ledger.alerts ADD COLUMN trigger_key VARCHAR;
ALTER TABLE ledger.alerts ADD COLUMN mention_id BIGINT;
ALTER TABLE ledger.alerts ADD COLUMN article_id BIGINT;
ALTER TABLE ledger.alerts ADD COLUMN run_id BIGINT;
-- The record `Facts`, as JSON.
ALTER TABLE ledger.alerts ADD COLUMN facts VARCHAR;
ALTER TABLE ledger.alerts ADD COLUMN quiet VARCHAR;

UPDATE ledger.alerts SET
    severity = 'notable',
    thread = 'story:' || story_id,
    subject = 'claim:' || claim_id,
    trigger_key = 'first',
    facts = '{}';
