-- Which entries of these feeds were dealt with?
SELECT DISTINCT url FROM ledger.entries WHERE list_contains($feeds, feed_url);
