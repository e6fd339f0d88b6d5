-- What was dropped and told, and how did the runs go?
CREATE OR REPLACE VIEW drops AS
SELECT url, stage, reason, detail, seen_at FROM ledger.drops;

CREATE OR REPLACE VIEW runs AS
SELECT run_id, topics, started_at, finished_at, first_run, outcome FROM ledger.runs;

CREATE OR REPLACE VIEW alerts AS
SELECT
    alert_id, rule, topic, claim_id, story_id, title, body, created_at, severity, thread, subject, trigger_key, mention_id, article_id,
    run_id, facts, quiet
FROM ledger.alerts;

CREATE OR REPLACE VIEW developments AS
SELECT claim_id, began, decided_at, origins_before, status_before, origins, status, outlets, tier, denied, run_id
FROM ledger.developments;

CREATE OR REPLACE VIEW backfills AS
SELECT source, first_day, last_day, part, pages, articles, dropped, ends, done_at, run_id FROM ledger.backfills;

COMMENT ON VIEW drops IS 'What went no further, at which stage and why';
COMMENT ON COLUMN drops.url IS 'The address';
COMMENT ON COLUMN drops.stage IS 'collect, read, topic, compare, claims or link';
COMMENT ON COLUMN drops.reason IS 'Why, in words';
COMMENT ON COLUMN drops.detail IS 'More of why';
COMMENT ON COLUMN drops.seen_at IS 'UTC';
COMMENT ON VIEW runs IS 'Every pass over the feeds';
COMMENT ON COLUMN runs.run_id IS 'The run';
COMMENT ON COLUMN runs.topics IS 'Its topics';
COMMENT ON COLUMN runs.started_at IS 'UTC';
COMMENT ON COLUMN runs.finished_at IS 'UTC; NULL when it was cut off';
COMMENT ON COLUMN runs.first_run IS 'The first finished run of a database sets the state and tells nobody';
COMMENT ON COLUMN runs.outcome IS 'ok, partly or failed';
COMMENT ON VIEW alerts IS 'Steps that were worth a message';
COMMENT ON COLUMN alerts.alert_id IS 'Content hash of rule, topic, subject and trigger';
COMMENT ON COLUMN alerts.rule IS 'Which rule: new_story, watched_claim, corroborated, on_record, denied, changed, corrected, or one about feeds and runs';
COMMENT ON COLUMN alerts.topic IS 'Which topic';
COMMENT ON COLUMN alerts.claim_id IS 'The claim';
COMMENT ON COLUMN alerts.story_id IS 'Its story';
COMMENT ON COLUMN alerts.title IS 'One line';
COMMENT ON COLUMN alerts.body IS 'The message';
COMMENT ON COLUMN alerts.created_at IS 'UTC';
COMMENT ON COLUMN alerts.severity IS 'info, notable or urgent';
COMMENT ON COLUMN alerts.thread IS 'What goes together in one conversation: story:…, feed:…, topic:…';
COMMENT ON COLUMN alerts.subject IS 'What it is about: claim:…, story:…, feed:…';
COMMENT ON COLUMN alerts.trigger_key IS 'What of the subject fired: first, a number of origins, whoever denied it, the text that changed it';
COMMENT ON COLUMN alerts.mention_id IS 'The mention that moved it; NULL where none did';
COMMENT ON COLUMN alerts.article_id IS 'The article that moved it';
COMMENT ON COLUMN alerts.run_id IS 'The run that found it';
COMMENT ON COLUMN alerts.facts IS 'What a message says, as JSON: why, claim, evidence, speaker, origin, origins, outlets and more';
COMMENT ON COLUMN alerts.quiet IS 'Why nobody is told although it fired: first run, back-fill, decided again; NULL: whoever listens is told';
COMMENT ON VIEW developments IS 'How claims stood before and after each batch that moved them';
COMMENT ON COLUMN developments.claim_id IS 'The claim';
COMMENT ON COLUMN developments.began IS 'UTC, the first moment of the batch';
COMMENT ON COLUMN developments.decided_at IS 'UTC, its last';
COMMENT ON COLUMN developments.origins_before IS 'Independent origins behind it before; NULL where the batch opened it';
COMMENT ON COLUMN developments.status_before IS 'Its rung of the ladder before';
COMMENT ON COLUMN developments.origins IS 'Independent origins behind it afterwards';
COMMENT ON COLUMN developments.status IS 'Its rung afterwards';
COMMENT ON COLUMN developments.outlets IS 'Known outlets that made it by then';
COMMENT ON COLUMN developments.tier IS '1 is worth an alert, 2 is context';
COMMENT ON COLUMN developments.denied IS 'Its words are what it denies';
COMMENT ON COLUMN developments.run_id IS 'The run';
COMMENT ON VIEW backfills IS 'Which portions of which archives, folders, lists and sitemaps a back-fill took in';
COMMENT ON COLUMN backfills.source IS 'Its address';
COMMENT ON COLUMN backfills.first_day IS 'Of the window that its pages are of; NULL: they have no day';
COMMENT ON COLUMN backfills.last_day IS 'Of the window';
COMMENT ON COLUMN backfills.part IS 'Which portion of its window in this run, from 1';
COMMENT ON COLUMN backfills.pages IS 'Pages that were read';
COMMENT ON COLUMN backfills.articles IS 'New articles among them';
COMMENT ON COLUMN backfills.dropped IS 'Of the pages, and of what the source holds besides, dropped';
COMMENT ON COLUMN backfills.ends IS 'What was done with it: part, window or source';
COMMENT ON COLUMN backfills.done_at IS 'UTC';
COMMENT ON COLUMN backfills.run_id IS 'The run that took it in';
