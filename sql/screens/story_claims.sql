-- Which claims came up in a story, the best supported and most carried first?
SELECT claim_id, claim, denied, status, origins, outlets, articles, tier, hedge_dropped
FROM claims WHERE story_id = $id
ORDER BY tier, origins DESC, articles DESC, first_seen, claim_id;
