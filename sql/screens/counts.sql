-- How much is in the ledger?
SELECT
    (SELECT count(*) FROM articles) AS articles,
    (SELECT count(*) FROM stories) AS stories,
    (SELECT count(*) FROM ledger.claims) AS claims,
    (SELECT count(*) FROM ledger.mentions) AS mentions,
    (SELECT count(*) FROM drops) AS drops,
    (SELECT max(finished_at) FROM runs) AS last_run,
    (SELECT count(*) FROM runs WHERE finished_at IS NULL) AS cut_off_runs;
