-- How did the last runs go, and what did each bring?
WITH lately AS (SELECT * FROM runs ORDER BY started_at DESC LIMIT 50)
SELECT l.started_at, l.finished_at - l.started_at AS took, coalesce(l.outcome, 'cut off') AS outcome, l.topics,
    (SELECT count(*) FROM ledger.revisions AS r WHERE r.run_id = l.run_id) AS texts,
    (SELECT count(*) FROM ledger.drops AS d WHERE d.run_id = l.run_id) AS left_out
FROM lately AS l
ORDER BY l.started_at DESC;
