-- When did the last runs end well, newest first, and how did the last one of all begin and end?
SELECT finished_at, outcome, started_at,
    finished_at IS NOT NULL AND coalesce(outcome, 'ok') <> 'failed' AS well
FROM ledger.runs
WHERE started_at <= $now
ORDER BY started_at DESC
LIMIT 60;
