-- Who gives somebody's words otherwise than those who quote them?
-- since: a day, instead of seven days ago
SELECT quotation, quoted_by, outlet, evidence AS given_as, mode, words_kept, quotation_words, said_at, claim_id
FROM quote_variants(coalesce(getvariable('since')::TIMESTAMP, now() AT TIME ZONE 'UTC' - INTERVAL 7 DAY))
ORDER BY quoted_by DESC, quotation, said_at
LIMIT 200;
