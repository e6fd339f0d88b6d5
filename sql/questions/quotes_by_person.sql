-- What did each speaker say, in their own words, over time?
SELECT speaker, said_at, outlet, evidence FROM mentions
WHERE mode = 'quoted' AND speaker_kind <> 'author'
ORDER BY speaker, said_at, outlet;
