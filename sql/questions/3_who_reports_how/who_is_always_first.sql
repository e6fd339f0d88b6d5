-- Which outlets are first with what others then report too?
-- since: a day; all time where it is not set
SELECT first_outlet AS outlet, count(*) AS first_with, sum(articles - 1) AS echoed_by_articles,
    count(*) FILTER (origins >= 2) AS later_corroborated, count(*) FILTER (status IN ('corrected', 'disputed')) AS withdrawn_or_disputed
FROM claims
WHERE first_outlet IS NOT NULL AND outlets >= 2
    AND first_seen >= coalesce(getvariable('since'), '1970-01-01')::TIMESTAMP
GROUP BY first_outlet
ORDER BY first_with DESC, outlet
LIMIT 100;
