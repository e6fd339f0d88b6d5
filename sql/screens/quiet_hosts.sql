-- Which hosts want to be left alone at this moment, and for how long?
SELECT host, pause_until FROM hosts WHERE pause_until > now() AT TIME ZONE 'UTC' ORDER BY host;
