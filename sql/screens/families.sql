-- What did people say of which outlets have one owner, the newest first?
SELECT outlet, family, note, decided_at FROM ledger.families ORDER BY decided_at DESC, family, outlet;
