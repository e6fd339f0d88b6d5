-- Since when has anything been said of the claims found? Rows stand in order of arrival, so what is older is not read.
SELECT coalesce(min(first_said), TIMESTAMP '0001-01-01') AS since FROM ledger.support SEMI JOIN found_claims USING (claim_id);
