-- Who has seen to which thread, and whether a rule has fired in it since that had not fired by then.
SELECT k.*, EXISTS (
    SELECT 1 FROM ledger.alerts AS a
    WHERE a.topic = k.topic AND a.thread = k.thread AND a.quiet IS NULL AND a.created_at > k.made_at
        AND NOT list_contains(k.rules, a.rule)
) AS over
FROM ledger.acks AS k ORDER BY k.made_at DESC;
