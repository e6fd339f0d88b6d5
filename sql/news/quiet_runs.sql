-- In which runs was nobody told of anything, and why? That something was decided again says nothing of the run it first came with.
SELECT run_id, 'first run' AS quiet FROM ledger.runs WHERE first_run
UNION ALL
SELECT run_id, any_value(quiet)
FROM ledger.alerts ANTI JOIN (FROM ledger.runs WHERE first_run) AS first USING (run_id)
WHERE run_id IS NOT NULL
GROUP BY run_id
HAVING count(*) = count(quiet) AND bool_and(quiet <> 'decided again');
