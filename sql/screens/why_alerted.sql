-- Was anybody told of a claim, or of one in an article, and did it arrive?
SELECT a.alert_id, a.rule, a.topic, a.title, a.created_at, d.channel, d.state, d.error
FROM alerts AS a LEFT JOIN deliveries AS d USING (alert_id)
WHERE a.claim_id = $id OR a.alert_id = $id
ORDER BY a.created_at, d.attempted_at;
