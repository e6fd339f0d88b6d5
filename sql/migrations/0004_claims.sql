-- What is known of a claim's weight and way beyond its words, and what finding claims took where that costs something.

ALTER TABLE ledger.mentions ADD COLUMN speaker_entity VARCHAR;
ALTER TABLE ledger.mentions ADD COLUMN factuality DOUBLE;
ALTER TABLE ledger.mentions ADD COLUMN plover VARCHAR;
ALTER TABLE ledger.mentions ADD COLUMN chain VARCHAR[];

-- Mentions found before this was judged get what their certainty and polarity tell.
UPDATE ledger.mentions SET factuality =
    CASE certainty WHEN 'certain' THEN 3 WHEN 'probable' THEN 2 WHEN 'possible' THEN 1 ELSE 0 END
    * CASE polarity WHEN '-' THEN -1 ELSE 1 END;

-- One row for each text that an extractor with a price read, and the run that asked it to.
CREATE TABLE ledger.extractions (
    article_id BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    extractor VARCHAR NOT NULL,
    seconds DOUBLE NOT NULL,
    requests INTEGER NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    cost DOUBLE,
    cached BOOLEAN NOT NULL,
    stood_in BOOLEAN NOT NULL,
    problem VARCHAR,
    run_id BIGINT NOT NULL,
    extracted_at TIMESTAMP NOT NULL
);
