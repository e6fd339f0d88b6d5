-- On whose word does a story rest?
SELECT m.origin, m.via, any_value(o.kind) AS kind, count(DISTINCT m.claim_id) AS claims, count(DISTINCT m.article_id) AS articles
FROM mentions AS m JOIN ledger.claims AS c USING (claim_id) JOIN ledger.origins AS o ON o.origin_id = m.origin_id
WHERE c.story_id IN (SELECT $id UNION ALL SELECT old_id FROM story_names WHERE story_id = $id) AND m.origin_basis <> 'none'
GROUP BY m.origin, m.via
ORDER BY claims DESC, articles DESC, m.origin;
