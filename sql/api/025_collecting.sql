-- What was polled and asked, where its bytes are, and who has moved or wants us to wait?
CREATE OR REPLACE VIEW feeds AS
SELECT
    url, topic, label, title, added_at, checked_at, last_ok_at, last_new_at, failures, problem,
    next_at, not_before, interval_s, every_s, entries_a_day, unchanged, whole_at, address, moved_to, moved_since, gap_at,
    dated, flaw, hub, self_url
FROM ledger.feeds;

CREATE OR REPLACE VIEW moves AS
SELECT url, from_url, to_url, since, polls, decided_at FROM ledger.moves;

CREATE OR REPLACE VIEW hosts AS
SELECT host, robots_status, robots_at, pause_until FROM ledger.hosts;

CREATE OR REPLACE VIEW fetches AS
SELECT
    run_id, url, kind, started_at, elapsed_ms, status, size, error, final_url, moved_to, retry_at, fresh_for, lasting
FROM ledger.fetches;

CREATE OR REPLACE VIEW kept AS
SELECT run_id, url, final_url, kind, digest, size, content_type, fetched_at, gone_at FROM ledger.kept;

COMMENT ON VIEW feeds IS 'The polled addresses, how each is doing and when it is asked again';
COMMENT ON COLUMN feeds.url IS 'The listed address, by which the feed goes for ever';
COMMENT ON COLUMN feeds.topic IS 'The topic it is polled for';
COMMENT ON COLUMN feeds.label IS 'What the list of feeds calls it';
COMMENT ON COLUMN feeds.title IS 'What it calls itself';
COMMENT ON COLUMN feeds.added_at IS 'UTC';
COMMENT ON COLUMN feeds.checked_at IS 'UTC, last asked; NULL before the first time';
COMMENT ON COLUMN feeds.last_ok_at IS 'UTC, last answered as it should';
COMMENT ON COLUMN feeds.last_new_at IS 'UTC, last offered something unknown';
COMMENT ON COLUMN feeds.failures IS 'Failures in a row';
COMMENT ON COLUMN feeds.problem IS 'What went wrong last; NULL when well';
COMMENT ON COLUMN feeds.next_at IS 'UTC, when the schedule asks again; NULL: as soon as may be';
COMMENT ON COLUMN feeds.not_before IS 'UTC, the server wants not to be asked before';
COMMENT ON COLUMN feeds.interval_s IS 'Seconds between two polls, as it stands now';
COMMENT ON COLUMN feeds.every_s IS 'Seconds between changes as the feed itself states; NULL when it says nothing';
COMMENT ON COLUMN feeds.entries_a_day IS 'New entries a day, as observed';
COMMENT ON COLUMN feeds.unchanged IS 'Answers "not modified" in a row';
COMMENT ON COLUMN feeds.whole_at IS 'UTC, when a whole body last came, not only "not modified"';
COMMENT ON COLUMN feeds.address IS 'The address asked now, where a lasting move was adopted; NULL: the listed one';
COMMENT ON COLUMN feeds.moved_to IS 'Where permanent redirects lead at present, not adopted yet';
COMMENT ON COLUMN feeds.moved_since IS 'UTC, since when they lead there';
COMMENT ON COLUMN feeds.gap_at IS 'UTC, when an answer last shared nothing with what was known: entries may have come and gone unseen';
COMMENT ON COLUMN feeds.dated IS 'Share of the last answer''s entries whose date can be trusted, 0 to 1';
COMMENT ON COLUMN feeds.flaw IS 'What was wrong with the last answer, although it could be read';
COMMENT ON COLUMN feeds.hub IS 'Where its changes can be subscribed to (WebSub); NULL when it names no hub';
COMMENT ON COLUMN feeds.self_url IS 'The address it gives as its own, by which its hub knows it';
COMMENT ON VIEW moves IS 'New addresses of feeds, adopted after days of the same permanent redirect, or given up again';
COMMENT ON COLUMN moves.url IS 'The listed address of the feed';
COMMENT ON COLUMN moves.from_url IS 'The address asked until then';
COMMENT ON COLUMN moves.to_url IS 'The address asked from then on';
COMMENT ON COLUMN moves.since IS 'UTC, when the redirect was first met';
COMMENT ON COLUMN moves.polls IS 'How many polls in a row met it';
COMMENT ON COLUMN moves.decided_at IS 'UTC';
COMMENT ON VIEW hosts IS 'What is remembered of the hosts that were asked';
COMMENT ON COLUMN hosts.host IS 'Scheme, name and port';
COMMENT ON COLUMN hosts.robots_status IS 'HTTP status of its robots.txt; NULL when nobody answered';
COMMENT ON COLUMN hosts.robots_at IS 'UTC, when that was asked for';
COMMENT ON COLUMN hosts.pause_until IS 'UTC, the host is left alone until then; NULL: it is not';
COMMENT ON VIEW fetches IS 'Every request made';
COMMENT ON COLUMN fetches.run_id IS 'The run that made it';
COMMENT ON COLUMN fetches.url IS 'The address asked for';
COMMENT ON COLUMN fetches.kind IS 'feed, page or robots';
COMMENT ON COLUMN fetches.started_at IS 'UTC';
COMMENT ON COLUMN fetches.elapsed_ms IS 'Milliseconds';
COMMENT ON COLUMN fetches.status IS 'HTTP status; NULL when nobody answered';
COMMENT ON COLUMN fetches.size IS 'Bytes after decoding';
COMMENT ON COLUMN fetches.error IS 'What went wrong; NULL when well';
COMMENT ON COLUMN fetches.final_url IS 'The address that answered, where redirects led to another than was asked';
COMMENT ON COLUMN fetches.moved_to IS 'Where a chain of nothing but permanent redirects (301, 308) led';
COMMENT ON COLUMN fetches.retry_at IS 'UTC, the server wants not to be asked before (Retry-After, capped)';
COMMENT ON COLUMN fetches.fresh_for IS 'Seconds for which the server calls its answer fresh';
COMMENT ON COLUMN fetches.lasting IS 'Asking again brings the same: refused, too large, disallowed or gone';
COMMENT ON VIEW kept IS 'Which bytes are kept of which fetch, in the folder pages/ beside the database';
COMMENT ON COLUMN kept.run_id IS 'The run that fetched them';
COMMENT ON COLUMN kept.url IS 'The address asked for';
COMMENT ON COLUMN kept.final_url IS 'The address that answered';
COMMENT ON COLUMN kept.kind IS 'feed or page';
COMMENT ON COLUMN kept.digest IS 'SHA-256 of the body; abcd… is the gzip file pages/ab/abcd….gz';
COMMENT ON COLUMN kept.size IS 'Bytes of the body, unpacked';
COMMENT ON COLUMN kept.content_type IS 'The whole header, charset included';
COMMENT ON COLUMN kept.fetched_at IS 'UTC';
COMMENT ON COLUMN kept.gone_at IS 'UTC, when retention let go of the bytes; NULL: they are there';
