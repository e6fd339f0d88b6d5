-- What did somebody say, in their own words, over time?
-- person: part of a name; everybody where it is not set
-- since: a day; all time where it is not set
SELECT m.speaker_entity AS person, m.said_at, m.outlet, m.evidence AS words, m.claim, m.novelty, m.article_id
FROM mentions AS m
WHERE m.mode = 'quoted' AND m.speaker_kind <> 'author'
    AND m.said_at >= coalesce(getvariable('since'), '1970-01-01')::TIMESTAMP
    AND contains(lower(coalesce(m.speaker_entity, m.speaker)), lower(coalesce(getvariable('person'), '')))
ORDER BY person, m.said_at, m.outlet
LIMIT 500;
