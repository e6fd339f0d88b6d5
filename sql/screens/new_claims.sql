-- Which claims came up since a moment, story by story, what matters most first? What a seed said first is not new.
SELECT n.*, s.title AS story, s.articles AS story_articles, s.outlets AS story_outlets, s.origins AS story_origins,
    m.claim AS claim_as_put, m.speaker_kind, m.mode, m.certainty, m.hedge_dropped, m.outlet, a.url, m.novelty,
    m.origin_basis, m.polarity
FROM new_claims($since) AS n
JOIN mentions AS m ON m.claim_id = n.claim_id AND m.evidence = n.evidence
JOIN articles AS a USING (article_id)
JOIN stories AS s ON s.story_id = n.story_id
JOIN ledger.claims AS c ON c.claim_id = n.claim_id
JOIN ledger.mentions AS first ON first.mention_id = c.first_mention
WHERE n.tier <= $tier AND ($topic = '*' OR m.article_id IN (SELECT article_id FROM topics WHERE topic = $topic))
    AND ($seeds OR NOT first.is_seed)
QUALIFY row_number() OVER (PARTITION BY n.claim_id ORDER BY m.said_at, m.mention_id) = 1
ORDER BY
    s.articles DESC, s.story_id,
    -- Denials and confirmations before reports, reports before what nobody answers for.
    n.status NOT IN ('disputed', 'corroborated'), m.origin_basis = 'none', m.mode IN ('declined', 'speculated'),
    -- A claim of a known kind says more than one of none, a full name more than a pronoun.
    n.event_type = 'other', regexp_matches(m.claim, '^(It|This|That|These|He|She|They|We|You|There|Which|If)\b'),
    n.origins DESC, n.articles DESC, n.first_seen, n.claim_id;
