-- What was counted of claims last, and in which place it stands; filled by 0_look_up.
CREATE OR REPLACE TEMP TABLE last_counts (
    claim_id BIGINT,
    place BIGINT,
    first_said TIMESTAMP,
    first_seen TIMESTAMP,
    denied BOOLEAN,
    origins INTEGER,
    status VARCHAR,
    outlets INTEGER,
    tier SMALLINT
);
