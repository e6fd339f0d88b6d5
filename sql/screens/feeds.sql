-- How is each feed doing?
SELECT topic, url, coalesce(label, title) AS name, checked_at, last_ok_at, failures, problem FROM feeds ORDER BY topic, url;
