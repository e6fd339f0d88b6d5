-- Which was the latest incident of each kind and subject?
SELECT incident_id, rule, topic, subject, thread, severity, began_at, seen_at, watched_s, told_at, quiet, ended_at, title
FROM ledger.incidents
QUALIFY row_number() OVER (PARTITION BY rule, topic, subject ORDER BY ended_at IS NULL DESC, began_at DESC) = 1;
