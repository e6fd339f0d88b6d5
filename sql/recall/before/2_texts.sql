-- The texts in these places, the newest first.
FROM ledger.revisions
WHERE rowid IN (SELECT place FROM places)
ORDER BY seen_at DESC, taken_in_at DESC;
