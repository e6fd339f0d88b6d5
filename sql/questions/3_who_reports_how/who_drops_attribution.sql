-- Who states as fact what its origin reported with a source or a doubt?
SELECT outlet, claim, evidence, origin, via, origin_basis FROM mentions WHERE hedge_dropped
ORDER BY outlet, claim;
