-- Which claims do several articles make, on how many origins, and who states them as fact though nobody did?
SELECT * FROM (
    SELECT c.claim_id, c.claim, c.denied, c.status, c.articles, c.outlets, c.origins, c.story_id, c.event_type,
        list_sort(list_distinct(
            list(concat_ws(', via ', m.origin, nullif(m.via, m.origin))) FILTER (m.origin IS NOT NULL AND f.score >= 0.5)
        )) AS words_of,
        arg_min(m.evidence, (m.origin_basis <> 'stated', m.said_at, m.mention_id)) AS evidence,
        list_sort(list_distinct(list(coalesce(m.outlet, a.url)) FILTER (m.hedge_dropped))) AS dropped_by
    FROM claims AS c
    JOIN mentions AS m USING (claim_id)
    -- A mention that is not surely of the claim has no voice in it (docs/linking.md).
    JOIN (SELECT mention_id, score FROM mention_facts) AS f USING (mention_id)
    JOIN articles AS a USING (article_id)
    WHERE c.tier = 1 AND c.articles > 1
        AND ($topic = '*' OR m.article_id IN (SELECT article_id FROM topics WHERE topic = $topic))
    GROUP BY ALL
)
-- That somebody would not comment is said by everybody, and is nobody's news.
ORDER BY event_type LIKE 'statement.%', articles DESC, claim_id;
