-- What follows from all mentions: claims, origins, steps, contradictions, runs.
INSERT INTO ledger.claims BY NAME
SELECT claim_id, arg_min(claim, said_at) AS claim, any_value(subject) AS subject, any_value(event_type) AS event_type,
    any_value(object) AS object, any_value(polarity) AS polarity, any_value(story_id) AS story_id,
    arg_min(seen_at, (said_at, mention_id)) AS first_seen, arg_min(mention_id, (said_at, mention_id)) AS first_mention, claim_id AS event_id
FROM ledger.mentions JOIN (SELECT article_id, story_id FROM ledger.placements) USING (article_id)
GROUP BY claim_id ORDER BY first_seen;
INSERT INTO ledger.origins BY NAME
SELECT origin_id, 'Source ' || origin_id % 50000 AS origin, any_value(via) AS via,
    CASE WHEN origin_id % 3 = 0 THEN 'anonymous' ELSE 'person' END AS kind, min(entered_at) AS first_seen,
    CASE WHEN origin_id % 5 = 0 THEN hash(any_value(outlet)) >> 1 ELSE origin_id END::BIGINT AS voice_id
FROM ledger.mentions WHERE origin_id IS NOT NULL
GROUP BY origin_id ORDER BY first_seen;
INSERT INTO ledger.steps
SELECT first_mention + turn, claim_id, CASE turn WHEN 0 THEN 'single_unnamed' ELSE 'corroborated' END, 1 + turn, first_mention,
    first_seen + to_hours(24 * turn)
FROM ledger.claims, (SELECT unnest(range(2)) AS turn)
WHERE turn = 0 OR hash(claim_id) % 4 = 0
ORDER BY first_seen + to_hours(24 * turn);
INSERT INTO ledger.contradictions
SELECT later.claim_id, earlier.claim_id, 'opposite polarity', later.first_seen
FROM (FROM ledger.claims WHERE polarity = '-' QUALIFY row_number() OVER (PARTITION BY story_id ORDER BY first_seen) = 1) AS later
JOIN (FROM ledger.claims WHERE polarity = '+' QUALIFY row_number() OVER (PARTITION BY story_id ORDER BY first_seen) = 1) AS earlier
    USING (story_id);
INSERT INTO ledger.runs
SELECT run, 'phones', moment, moment + INTERVAL 2 MINUTE, run = 0, 'complete'
FROM (SELECT run_id AS run, min(taken_in_at) AS moment FROM ledger.revisions GROUP BY run_id) ORDER BY run;
