-- On which days something was said since they were counted (ledger.trend): they are counted before anybody may read it, and not
-- with every batch.
CREATE TABLE ledger.uncounted_days (
    day DATE NOT NULL
);

-- Weeks and months that something came to were taken out of ledger.trend until they were counted: the days that are in these.
INSERT INTO ledger.uncounted_days
SELECT DISTINCT days.bucket::DATE
FROM ledger.trend AS days, (VALUES ('week'), ('month')) AS grains (grain)
WHERE days.grain = 'day' AND (grains.grain, date_trunc(grains.grain, days.bucket)::TIMESTAMP) NOT IN (
    SELECT (grain, bucket) FROM ledger.trend WHERE grain <> 'day'
);
