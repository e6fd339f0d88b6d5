-- Does an overrule name an article or claim that is not there, or a merge or split of a person's not go with its change of stories?
SELECT overrule_id AS id FROM ledger.overrules
WHERE article_id NOT IN (SELECT article_id FROM ledger.revisions)
    OR (kind = 'copy_of' AND other_id NOT IN (SELECT article_id FROM ledger.revisions))
UNION ALL SELECT overrule_id FROM ledger.overrules WHERE claim_id NOT IN (SELECT claim_id FROM ledger.claims)
    -- One that went into another since is no claim of its own any more.
    AND claim_id NOT IN (SELECT old_id FROM claim_names)
UNION ALL SELECT o.overrule_id FROM ledger.overrules AS o
ANTI JOIN ledger.story_changes AS c
    ON c.kind = o.kind AND c.story_id = o.story_id AND c.other_id = o.other_id AND c.valid_from = o.made_at
        AND c.valid_to IS NOT DISTINCT FROM o.undone_at
WHERE o.kind IN ('merge', 'split')
UNION ALL SELECT c.change_id FROM ledger.story_changes AS c
ANTI JOIN ledger.overrules AS o
    ON c.kind = o.kind AND c.story_id = o.story_id AND c.other_id = o.other_id AND c.valid_from = o.made_at
WHERE c.made_by = 'hand';
