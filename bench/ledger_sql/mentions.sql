-- What these articles say, each with a number `k` and that of its claim and its origin.
CREATE OR REPLACE TEMP TABLE new_mentions AS
SELECT
    *,
    name_of(k, 20) AS mention_id,
    name_of(claim_n, 21) AS claim_number,
    'Subject ' || zipf(claim_n // 4, 22, 20000) AS subject,
    frequent([
        'product', 'deal', 'statement', 'legal', 'policy', 'financial', 'personnel', 'incident', 'launch', 'ban', 'meet',
        'accuse', 'protest', 'aid', 'threaten', 'attack', 'reject', 'cooperate', 'sanction', 'other'
    ], claim_n, 23) AS event_type,
    CASE WHEN spoken THEN 'Speaker ' || zipf(k, 24, 50000) END AS speaker,
    CASE WHEN part(claim_n, 25) < 0.3 THEN zipf(claim_n, 26, 20000) ELSE 1000000 + story * 8 + claim_n % 4 END
        + CASE WHEN part(k, 27) < 0.2 THEN 500000000000 ELSE 0 END AS origin_n
FROM (
    SELECT
        *,
        n * 32 + ordinal AS k,
        part(n * 32 + ordinal, 28) < 0.4 AS spoken,
        part(n * 32 + ordinal, 29) < 0.8 AS based,
        -- What the story is about is in the beginning of most of its articles; the rest is of one or few.
        story * 4096 + CASE
            WHEN part(n * 32 + ordinal, 30) < 0.75 / (1 + ordinal / 8.0) THEN ordinal
            ELSE 32 + floor(part(n * 32 + ordinal, 31) * CASE WHEN goes_on THEN 2000 ELSE 12 END)::BIGINT
        END AS claim_n
    FROM new_articles, (SELECT unnest(range(20))::INTEGER AS ordinal)
    WHERE ordinal < 10 + floor(part(n, 32) * 11)
);
