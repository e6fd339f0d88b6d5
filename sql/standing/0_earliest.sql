-- From when on may mentions count for `touched` and `touched_days`: no earlier than a claim was first made when it was counted
-- last, or than the days that something came to since. And from when until when do these days last?
SELECT
    coalesce(
        least((SELECT min(first_said) FROM last_counts SEMI JOIN touched USING (claim_id)), min(day)::TIMESTAMP),
        TIMESTAMP '0001-01-01'
    ) AS earliest,
    min(day)::TIMESTAMP AS "from",
    (max(day) + 1)::TIMESTAMP AS until
FROM touched_days;
