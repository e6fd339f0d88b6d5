-- What is wrong, or was: feeds that fail or fell silent, runs that stopped, and bursts?
CREATE OR REPLACE VIEW incidents AS
SELECT incident_id, rule, topic, subject, began_at, told_at, seen_at, ended_at, title
FROM ledger.incidents
WHERE told_at IS NOT NULL;

COMMENT ON VIEW incidents IS 'What goes wrong and lasts, and bursts: one row each, from when to when';
COMMENT ON COLUMN incidents.incident_id IS 'Content hash of rule, topic, subject and beginning';
COMMENT ON COLUMN incidents.rule IS 'feed_silent, feed_failing, pipeline_stale, topic_stale, checks_failed or burst';
COMMENT ON COLUMN incidents.topic IS 'The topic; * where it concerns all';
COMMENT ON COLUMN incidents.subject IS 'What it is about: feed:URL, entity:NAME …';
COMMENT ON COLUMN incidents.began_at IS 'UTC';
COMMENT ON COLUMN incidents.told_at IS 'UTC, when it was told';
COMMENT ON COLUMN incidents.seen_at IS 'UTC, when it was last found to go on';
COMMENT ON COLUMN incidents.ended_at IS 'UTC, when it was found to be over; NULL: it goes on';
COMMENT ON COLUMN incidents.title IS 'One line';
