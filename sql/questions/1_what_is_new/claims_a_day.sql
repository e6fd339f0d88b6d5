-- How many new claims, and how many origins, came up each day?
SELECT said_at::DATE AS day, count(*) FILTER (novelty = 'new') AS new_claims, count(*) AS mentions,
    count(DISTINCT origin_id) FILTER (origin_basis <> 'none') AS origins
FROM mentions GROUP BY day ORDER BY day;
