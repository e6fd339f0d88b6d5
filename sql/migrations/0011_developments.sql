-- How claims stood before and after each batch that moved them, so that the rules of alerts can be asked again what they would
-- have told: one row a claim and batch, for the claims that something came to. `began` and `decided_at` are the first and the
-- last moment of the batch; what was said in it is in ledger.mentions and ledger.relinks. `origins_before` is NULL for a new claim.
CREATE TABLE ledger.developments (
    claim_id BIGINT NOT NULL,
    began TIMESTAMP NOT NULL,
    decided_at TIMESTAMP NOT NULL,
    run_id BIGINT NOT NULL,
    origins_before INTEGER,
    status_before VARCHAR,
    origins INTEGER NOT NULL,
    status VARCHAR,
    outlets INTEGER NOT NULL,
    tier SMALLINT NOT NULL,
    denied BOOLEAN
);
