-- An origin has a row for each kind in which it was met. One of them names it, and those beside it are spare: so that whoever
-- looks up the origins of many mentions need not first find out which row that is.
ALTER TABLE ledger.origins ADD COLUMN spare BOOLEAN DEFAULT false;

UPDATE ledger.origins SET spare = true
WHERE rowid IN (
    SELECT rowid FROM ledger.origins
    -- An outlet known only by name is named better by a mention that tells whom the outlet had it from.
    QUALIFY row_number() OVER (PARTITION BY origin_id ORDER BY kind = 'anonymous' DESC, first_seen, kind) > 1
);

-- And an origin has one voice, whatever it was met as: the one that it was given last.
UPDATE ledger.origins SET voice_id = given.voice_id
FROM (
    SELECT origin_id, coalesce(arg_max(r.voice_id, r.decided_at), arg_max(o.voice_id, (o.voice_id <> o.origin_id, NOT o.spare))) AS voice_id
    FROM ledger.origins AS o LEFT JOIN ledger.revoiced AS r USING (origin_id)
    GROUP BY origin_id HAVING count(DISTINCT o.voice_id) > 1
) AS given
WHERE given.origin_id = origins.origin_id;
