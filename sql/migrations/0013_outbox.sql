-- What becomes of an alert on each channel, the messages that alerts go into, and every attempt to hand one over.

-- Who was ever told. The address stands here masked; it is in channels.toml, or in the memory of who names it.
CREATE TABLE ledger.channels (
    channel VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    -- Nothing from before this is told.
    since TIMESTAMP NOT NULL,
    planned_at TIMESTAMP NOT NULL
);

-- One row for each alert and channel. What is suppressed says why.
CREATE TABLE ledger.outbox (
    alert_id BIGINT NOT NULL,
    channel VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    reason VARCHAR,
    message_id BIGINT,
    decided_at TIMESTAMP NOT NULL
);

-- The number of a message is its idempotency key: fixed when it is composed, the same at every attempt.
CREATE TABLE ledger.messages (
    message_id BIGINT NOT NULL,
    channel VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    thread VARCHAR NOT NULL,
    place INTEGER NOT NULL,
    subject VARCHAR NOT NULL,
    urgent BOOLEAN NOT NULL,
    -- The record `Message`, as JSON.
    body VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    attempts INTEGER NOT NULL,
    allowed INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL,
    lease_until TIMESTAMP,
    lease_owner VARCHAR,
    sent_at TIMESTAMP,
    last_error VARCHAR
);

CREATE TABLE ledger.attempts (
    attempt_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    attempt INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    detail VARCHAR,
    attempted_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);

CREATE TABLE ledger.silences (
    silence_id BIGINT NOT NULL,
    what VARCHAR NOT NULL,
    until TIMESTAMP NOT NULL,
    author VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);

CREATE TABLE ledger.acks (
    ack_id BIGINT NOT NULL,
    alert_id BIGINT NOT NULL,
    topic VARCHAR NOT NULL,
    thread VARCHAR NOT NULL,
    -- The rules that had fired by then; another one ends the rest.
    rules VARCHAR[] NOT NULL,
    author VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL
);
