-- The origins that the claims found rest on, and those asked for: who spoke for a body once is still its voice.
SELECT *
FROM ledger.origins
WHERE origin_id IN (SELECT origin_id FROM found_places)
    OR origin_id IN (SELECT origin_id FROM asked_origins)
ORDER BY first_seen, origin_id;
