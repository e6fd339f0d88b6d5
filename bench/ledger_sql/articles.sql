-- Articles by their number `n`; a long story is told by every tenth, and changes every 10,000.
CREATE OR REPLACE TEMP TABLE new_articles AS
SELECT
    *,
    name_of(n, 1) AS article_id,
    name_of(n, 2) AS revision,
    name_of(story, 3) AS story_id,
    published + to_seconds((60 + part(n, 7) * 7200)::BIGINT) AS seen_at,
    published + to_seconds((7300 + part(n, 8) * 600)::BIGINT) AS taken_in_at
FROM (
    SELECT
        n,
        text,
        CASE WHEN part(n, 4) < 0.1 THEN n // 10000 * 10000 + 7 ELSE greatest(0, n // 4 * 4 - 4 * zipf(n, 5, 2000)) END AS story,
        part(n, 4) < 0.1 AS goes_on,
        'Outlet ' || zipf(n, 6, 5000) AS outlet,
        TIMESTAMP '2022-01-01' + to_microseconds((n * $step)::BIGINT) AS published
    FROM arriving
);
