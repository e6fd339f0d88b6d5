-- What is to be known of the texts that carry one, or have exactly the words asked about?
CREATE OR REPLACE TEMP TABLE carrying AS
FROM ledger.fingerprints
WHERE scheme = $scheme
    AND (text_id IN (SELECT text_id FROM carriers) OR (normal IN (SELECT normal FROM asked_texts) AND words > 0));
