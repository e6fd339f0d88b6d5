-- On whose word does it rest? Origins with how much hangs on each.
SELECT origin, via, kind, claims, mentions, outlets, first_seen FROM origins
ORDER BY claims DESC, mentions DESC, origin;
