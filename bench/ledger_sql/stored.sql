-- These articles and what they say, as the product's tables hold it.
INSERT INTO ledger.revisions BY NAME
SELECT article_id, revision, 'https://' || replace(lower(outlet), ' ', '') || '.example/' || n AS url, outlet,
    text[:60] AS title, []::VARCHAR[] AS authors, CASE WHEN part(n, 9) < 0.95 THEN published END AS published_at,
    'instant' AS published_precision, published::VARCHAR AS published_raw, seen_at, 'en' AS language, 'full' AS quality,
    []::VARCHAR[] AS links, false AS is_seed, text, n // 40 AS run_id, taken_in_at
FROM new_articles;
INSERT INTO ledger.topics BY NAME
SELECT 'phones' AS topic, article_id, 0.9 AS relevance, 'about phones' AS reason, taken_in_at AS decided_at FROM new_articles;
INSERT INTO ledger.comparisons BY NAME
SELECT article_id, revision, CASE WHEN part(n, 10) < 0.2 THEN 'edited_copy' ELSE 'independent' END AS decision,
    CASE WHEN part(n, 10) < 0.2 THEN name_of(greatest(n - zipf(n, 11, 500), 0), 1) END AS copy_of,
    0.5 AS copied, 'aligned-1' AS rule, 'words of another' AS reason, taken_in_at AS decided_at
FROM new_articles;
INSERT INTO ledger.placements BY NAME
SELECT article_id, story_id, 0.9 AS score, 'the same event' AS reason, taken_in_at AS decided_at, 'stories-1' AS rule
FROM new_articles;
INSERT INTO ledger.addresses
SELECT article_id, 'https://' || replace(lower(outlet), ' ', '') || '.example/' || n, 'asked', seen_at FROM new_articles;
INSERT INTO ledger.drops
SELECT name_of(n, 12), n // 40, 'https://off.example/' || n, 'topic', 'not on topic', '0.12', seen_at
FROM new_articles WHERE part(n, 13) < 0.3;
INSERT INTO ledger.mentions BY NAME FROM as_stored;
INSERT INTO ledger.quotes
SELECT name_of(claim_n * 4 + k % 2, 60), mention_id FROM new_mentions WHERE part(k, 61) < 0.125;
INSERT INTO ledger.relinks
SELECT mention_id, claim_id, origin_id, via, origin_basis, novelty, hedge_dropped, score, reason,
    entered_at + to_hours(24 * verdict)
FROM ledger.mentions SEMI JOIN (SELECT mention_id FROM new_mentions WHERE part(k, 62) < 0.03) USING (mention_id),
    (SELECT unnest(range(2)) AS verdict)
WHERE entered_at >= (SELECT min(taken_in_at) FROM new_articles);
