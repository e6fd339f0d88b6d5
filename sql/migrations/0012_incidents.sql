-- What goes wrong and lasts: since when, and until when. One row an incident; told once, however often somebody looks.
CREATE TABLE ledger.incidents (
    incident_id BIGINT NOT NULL,
    rule VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    thread VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    began_at TIMESTAMP NOT NULL,
    -- Last found to go on; of a burst, when the last of its hours ended.
    seen_at TIMESTAMP NOT NULL,
    -- For how many seconds it was looked at and went on: not those in which nobody looked.
    watched_s DOUBLE NOT NULL,
    -- NULL: it is too early to say that it is one.
    told_at TIMESTAMP,
    -- Why nobody was told of it all the same.
    quiet VARCHAR,
    -- NULL: it goes on.
    ended_at TIMESTAMP,
    title VARCHAR NOT NULL
);
