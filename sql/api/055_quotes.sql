-- Which quotation is given differently by others: in reported speech, shortened, or in other words?

-- Compared are articles that carry the word of one origin on one event. The words between quotation marks are the
-- quotation; who carries them all carries it as it is, who carries five of them in a row, and not all, varies it.
CREATE OR REPLACE MACRO quote_variants(since := '1970-01-01') AS TABLE
WITH said AS MATERIALIZED (
    SELECT *,
        -- Words alone, in small letters, with a space on either side.
        ' ' || trim(regexp_replace(lower(regexp_replace(evidence, '[’'']', '', 'g')), '[^\p{L}\p{N}]+', ' ', 'g')) || ' ' AS words
    FROM (
        SELECT m.mention_id, m.claim_id, m.article_id, m.outlet, m.said_at, m.origin_id, m.mode, m.claim, m.speaker,
            c.event_id, substring(r.text, m."start" + 1, m."end" - m."start") AS evidence
        FROM ledger.mentions AS m
        JOIN ledger.claims AS c USING (claim_id)
        JOIN ledger.revisions AS r ON r.article_id = m.article_id AND r.revision = m.revision
        WHERE m.origin_id IS NOT NULL AND m.speaker IS NOT NULL AND m.said_at >= since::TIMESTAMP
    )
),
quotations AS (
    SELECT event_id, origin_id, article_id, quotation, string_split(words, ' ') AS each, ' ' || words || ' ' AS words
    FROM (
        SELECT *,
            trim(regexp_replace(lower(regexp_replace(quotation, '[’'']', '', 'g')), '[^\p{L}\p{N}]+', ' ', 'g')) AS words
        FROM (
            SELECT event_id, origin_id, article_id,
                unnest(regexp_extract_all(evidence, '[“"«„]([^“”"«»„]{20,})[”"»“]', 1)) AS quotation
            FROM said
        )
    )
),
-- Each quotation once, in the words of whoever gives it, with how many articles do.
given AS MATERIALIZED (
    SELECT event_id, origin_id, words, any_value(each) AS each, min(quotation) AS quotation, count(DISTINCT article_id) AS quoted_by
    FROM quotations
    GROUP BY event_id, origin_id, words
    HAVING len(any_value(each)) >= 6
),
varied AS (
    SELECT s.*, g.quotation, g.quoted_by, len(g.each) AS quotation_words,
        len(list_filter(
            list_transform(
                range(1, len(g.each) - 3), lambda place: ' ' || array_to_string(list_slice(g.each, place, place + 4), ' ') || ' '
            ),
            lambda run: contains(s.words, run)
        )) AS runs
    FROM given AS g
    JOIN said AS s
        ON s.event_id = g.event_id AND s.origin_id = g.origin_id AND NOT contains(s.words, g.words)
        -- Of two quotations the longer is the one that the other varies.
        AND NOT EXISTS (
            SELECT 1 FROM quotations AS own
            WHERE own.event_id = s.event_id AND own.origin_id = s.origin_id AND own.article_id = s.article_id
                AND (contains(own.words, g.words) OR (len(own.each) > len(g.each) AND contains(s.words, own.words)))
        )
)
SELECT claim_id, claim, speaker, outlet, article_id, evidence, mode, quotation, quoted_by, runs + 4 AS words_kept, quotation_words, said_at
FROM varied
WHERE runs > 0
QUALIFY row_number() OVER (PARTITION BY article_id, evidence ORDER BY runs DESC, quoted_by DESC, quotation, mode = 'declined', mention_id) = 1
ORDER BY quotation, said_at, article_id;

COMMENT ON MACRO TABLE quote_variants IS 'Articles that give a quotation of somebody otherwise than those that quote it: reported, shortened or in other words';
