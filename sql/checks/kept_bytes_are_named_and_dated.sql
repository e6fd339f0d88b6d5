-- Is there a kept page without a proper name of its bytes, or gone before it was fetched?
SELECT kept_id FROM ledger.kept WHERE NOT regexp_full_match(digest, '[0-9a-f]{64}') OR size < 0 OR gone_at < fetched_at;
