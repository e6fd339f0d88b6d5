-- Which weeks and months have days that are counted, and are not counted themselves?
CREATE OR REPLACE TEMP TABLE uncounted AS
SELECT DISTINCT
    grains.grain,
    date_trunc(grains.grain, bucket)::TIMESTAMP AS bucket,
    (date_trunc(grains.grain, bucket) + step)::TIMESTAMP AS until
FROM (SELECT DISTINCT bucket FROM ledger.trend WHERE grain = 'day') AS days,
    (VALUES ('week', INTERVAL 7 DAY), ('month', INTERVAL 1 MONTH)) AS grains (grain, step)
WHERE (grains.grain, date_trunc(grains.grain, bucket)::TIMESTAMP) NOT IN (
    SELECT (grain, bucket) FROM ledger.trend WHERE grain <> 'day'
);
