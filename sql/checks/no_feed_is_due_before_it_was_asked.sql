-- Is a feed to be asked again before the time it was last asked?
SELECT url FROM ledger.feeds WHERE next_at < checked_at;
