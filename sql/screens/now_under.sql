-- Which claims do these mentions make now, how many of them each, and did one of them open it?
SELECT c.claim_id, c.claim, c.denied, count(*) AS mentions, bool_or(k.first_mention = m.mention_id) AS is_new
FROM mention_facts AS m
JOIN claims AS c USING (claim_id)
JOIN ledger.claims AS k ON k.claim_id = c.claim_id
WHERE list_contains($mentions, m.mention_id)
GROUP BY ALL
ORDER BY mentions DESC, c.claim_id;
