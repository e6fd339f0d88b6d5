-- Which alerts were there before a moment?
SELECT alert_id FROM ledger.alerts WHERE created_at < $since;
