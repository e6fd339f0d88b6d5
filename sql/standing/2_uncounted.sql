-- Which days, weeks and months are to be counted, for something was said on one of their days since they were?
CREATE OR REPLACE TEMP TABLE uncounted AS
SELECT DISTINCT
    grains.grain,
    date_trunc(grains.grain, day)::TIMESTAMP AS bucket,
    (date_trunc(grains.grain, day) + step)::TIMESTAMP AS "until",
    -- They are counted month by month, each in the one that it begins in.
    date_trunc('month', date_trunc(grains.grain, day))::TIMESTAMP AS begins_in
FROM ledger.uncounted_days,
    (VALUES ('day', INTERVAL 1 DAY), ('week', INTERVAL 7 DAY), ('month', INTERVAL 1 MONTH)) AS grains (grain, step);
DELETE FROM ledger.trend WHERE (grain, bucket) IN (SELECT (grain, bucket) FROM uncounted);
DELETE FROM ledger.uncounted_days;
SELECT begins_in, min(bucket), max("until") FROM uncounted GROUP BY begins_in ORDER BY begins_in;
