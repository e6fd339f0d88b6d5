-- What did a person decide otherwise, the newest first? All of it, or what concerns one article.
SELECT o.overrule_id, any_value(o.kind) AS kind, list(o.article_id ORDER BY a.url) AS article_ids, list(a.url ORDER BY a.url) AS articles,
    any_value(o.claim_id) AS claim_id, list(o.mention_id) FILTER (o.mention_id IS NOT NULL) AS mention_ids, any_value(o.story_id) AS story_id, any_value(o.other_id) AS other_id, any_value(other.url) AS other,
    any_value(o.note) AS note, any_value(o.made_at) AS made_at, any_value(o.undone_at) AS undone_at
FROM overrules AS o
LEFT JOIN articles AS a USING (article_id)
LEFT JOIN articles AS other ON other.article_id = o.other_id
WHERE $id = 0 OR o.article_id = $id OR o.other_id = $id
    -- A merge concerns the articles that came with it.
    OR (o.kind = 'merge' AND o.other_id IN (SELECT story_id FROM story_members WHERE article_id = $id))
GROUP BY o.overrule_id
ORDER BY made_at DESC, o.overrule_id;
