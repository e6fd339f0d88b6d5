-- Does something go wrong twice at the same time, or end before it began?
SELECT min(incident_id) AS id FROM ledger.incidents WHERE ended_at IS NULL GROUP BY rule, topic, subject HAVING count(*) > 1
UNION ALL
SELECT incident_id FROM ledger.incidents GROUP BY incident_id HAVING count(*) > 1;
