-- What has to go before the claims of the redone texts are linked again? Whatever was decided after the first of them may
-- rest on it, so it goes with them.
DELETE FROM ledger.steps WHERE decided_at >= (SELECT min(decided_at) FROM redone);
DELETE FROM ledger.developments WHERE decided_at >= (SELECT min(decided_at) FROM redone);
DELETE FROM ledger.alerts WHERE quiet = 'decided again' AND created_at >= (SELECT min(decided_at) FROM redone);
DELETE FROM ledger.contradictions WHERE decided_at >= (SELECT min(decided_at) FROM redone);
DELETE FROM ledger.relinks WHERE decided_at >= (SELECT min(decided_at) FROM redone);
UPDATE ledger.mentions SET
    claim_id = stands.claim_id, origin_id = stands.origin_id, via = stands.via, origin_basis = stands.origin_basis,
    novelty = stands.novelty, hedge_dropped = stands.hedge_dropped, score = stands.score, reason = stands.reason
FROM (
    FROM ledger.relinks QUALIFY row_number() OVER (PARTITION BY mention_id ORDER BY decided_at DESC) = 1
) AS stands
WHERE stands.mention_id = mentions.mention_id;
DELETE FROM ledger.origins WHERE first_seen >= (SELECT min(decided_at) FROM redone);
DELETE FROM ledger.revoiced WHERE origin_id NOT IN (SELECT origin_id FROM ledger.origins);
UPDATE ledger.origins SET spare = false WHERE spare;
UPDATE ledger.origins SET spare = true
WHERE rowid IN (
    SELECT rowid FROM ledger.origins
    QUALIFY row_number() OVER (PARTITION BY origin_id ORDER BY kind = 'anonymous' DESC, first_seen, kind) > 1
);
DELETE FROM ledger.mentions WHERE (article_id, revision) IN (SELECT (article_id, revision) FROM redone);
DELETE FROM ledger.quotes WHERE mention_id NOT IN (SELECT mention_id FROM ledger.mentions);
DELETE FROM ledger.claims WHERE first_mention NOT IN (SELECT mention_id FROM ledger.mentions);
DELETE FROM ledger.changes WHERE (article_id, revision) IN (SELECT (article_id, revision) FROM redone);
DELETE FROM ledger.revisions WHERE (article_id, revision) IN (SELECT (article_id, revision) FROM redone);
