-- What was read, and what is each text next to the others?
CREATE OR REPLACE VIEW topics AS
SELECT topic, article_id, relevance, reason
FROM ledger.topics
QUALIFY row_number() OVER (PARTITION BY topic, article_id ORDER BY decided_at DESC) = 1;

CREATE OR REPLACE MACRO how_dated(published_at, published_raw, seen_at) AS
CASE
    WHEN published_at <= seen_at THEN 'published'
    WHEN coalesce(
        published_at,
        -- A date that lies more than a day ahead is not believed, and what is left of it is how it was written.
        try_strptime(
            regexp_extract(published_raw, '\d{4}-\d{2}-\d{2}|\d{1,2} [A-Za-z]+ \d{4}|[A-Za-z]+ \d{1,2}, \d{4}'),
            ['%Y-%m-%d', '%d %b %Y', '%d %B %Y', '%b %d, %Y', '%B %d, %Y']
        )
    ) > seen_at THEN 'clamped'
    ELSE 'seen'
END;

CREATE OR REPLACE VIEW articles AS
SELECT
    revisions.article_id,
    revisions.url,
    revisions.outlet,
    revisions.title,
    revisions.authors,
    revisions.published_at,
    revisions.published_precision,
    revisions.seen_at,
    revisions.language,
    revisions.is_seed,
    best.relevance,
    comparisons.decision,
    comparisons.copy_of,
    coalesce(own.story_id, placements.story_id) AS story_id,
    revisions.quality,
    coalesce(near.story_id, placements.related_to) AS related_to,
    comparisons.copied,
    comparisons.reason AS decision_reason,
    placements.reason AS story_reason,
    revisions.quality_reason,
    revisions.revision,
    revisions.published_raw,
    revisions.text,
    least(coalesce(revisions.published_at, revisions.first_seen), revisions.seen_at) AS dated_at,
    how_dated(revisions.published_at, revisions.published_raw, revisions.seen_at) AS dated_by,
    comparisons.nearest,
    comparisons.direction,
    comparisons.own_share,
    comparisons.other_share,
    comparisons.rule AS compared_by,
    placements.rule AS placed_by,
    comparisons.decided_at AS compared_at,
    placements.nearest AS story_nearest,
    placements.decided_at AS placed_at
FROM (
    SELECT *, min(seen_at) OVER (PARTITION BY article_id) AS first_seen
    -- Without those that their topic let go later.
    FROM ledger.revisions SEMI JOIN ledger.comparisons USING (article_id, revision)
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY seen_at DESC, taken_in_at DESC) = 1
) AS revisions
LEFT JOIN (SELECT article_id, max(relevance) AS relevance FROM topics GROUP BY article_id) AS best USING (article_id)
LEFT JOIN (
    -- What a person decides otherwise is a row of its own, and the newest stands.
    FROM ledger.comparisons
    QUALIFY row_number() OVER (PARTITION BY article_id, revision ORDER BY decided_at DESC) = 1
) AS comparisons USING (article_id, revision)
LEFT JOIN (
    FROM ledger.placements
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY decided_at DESC) = 1
) AS placements USING (article_id)
LEFT JOIN story_names AS own ON own.old_id = placements.story_id
LEFT JOIN story_names AS near ON near.old_id = placements.related_to;

CREATE OR REPLACE VIEW passages AS
SELECT
    passages.article_id,
    passages.other_id,
    passages."start",
    passages."end",
    passages.other_start,
    passages.other_end,
    passages.words,
    passages.quoted,
    passages.other_revision,
    substring(articles.text, passages."start" + 1, passages."end" - passages."start") AS passage,
    substring(
        CASE passages.other_revision WHEN 0 THEN newest.text ELSE then_read.text END,
        passages.other_start + 1,
        passages.other_end - passages.other_start
    ) AS other_passage
FROM ledger.passages AS passages
JOIN articles USING (article_id, revision)
LEFT JOIN (
    -- Of an article that its topic let go its texts are still there.
    FROM ledger.revisions
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY seen_at DESC, taken_in_at DESC) = 1
) AS newest ON newest.article_id = passages.other_id
LEFT JOIN ledger.revisions AS then_read
    ON then_read.article_id = passages.other_id AND then_read.revision = passages.other_revision;

CREATE OR REPLACE VIEW addresses AS
SELECT article_id, url, how, seen_at FROM ledger.addresses;

CREATE OR REPLACE VIEW changes AS
SELECT article_id, revision, added, removed, decided_at FROM ledger.changes;

COMMENT ON VIEW topics IS 'One row for each topic an article was kept for, with the reason';
COMMENT ON COLUMN topics.topic IS 'Folder name of the topic';
COMMENT ON COLUMN topics.article_id IS 'The article';
COMMENT ON COLUMN topics.relevance IS 'Score from 0 to 1';
COMMENT ON COLUMN topics.reason IS 'Why it was kept, in words';
COMMENT ON MACRO how_dated IS 'How sure the date of an article is: published, clamped or seen, as in articles.dated_by';
COMMENT ON VIEW articles IS 'One row an article, as its newest revision reads';
COMMENT ON COLUMN articles.article_id IS 'Content hash of the address, or of the seed file name';
COMMENT ON COLUMN articles.url IS 'Where it was found; seeds are seed:FILE NAME';
COMMENT ON COLUMN articles.outlet IS 'The publisher''s own name; NULL when the page does not say';
COMMENT ON COLUMN articles.title IS 'Headline; NULL when unknown';
COMMENT ON COLUMN articles.authors IS 'Names of the authors, one an element';
COMMENT ON COLUMN articles.published_at IS 'UTC; NULL when it cannot be read or is not believable';
COMMENT ON COLUMN articles.published_precision IS 'instant, minute, day, month or year';
COMMENT ON COLUMN articles.seen_at IS 'UTC, when this text was fetched; seeds: when they were planted';
COMMENT ON COLUMN articles.language IS 'ISO 639-1 code of the text';
COMMENT ON COLUMN articles.is_seed IS 'Is it one of the articles the topic was learned from?';
COMMENT ON COLUMN articles.relevance IS 'The best of its topics'' scores, 0 to 1';
COMMENT ON COLUMN articles.decision IS 'exact, near_duplicate, edited_copy, partial_reuse or independent';
COMMENT ON COLUMN articles.copy_of IS 'The article whose words it carries; NULL when independent';
COMMENT ON COLUMN articles.story_id IS 'Articles about the same event share it';
COMMENT ON COLUMN articles.quality IS 'full, or partial for a paywall stub or teaser';
COMMENT ON COLUMN articles.related_to IS 'The nearest other story, related and not the same; NULL when none is near';
COMMENT ON COLUMN articles.copied IS 'Share of unquoted words carried over, 0 to 1';
COMMENT ON COLUMN articles.decision_reason IS 'Why this decision, in words';
COMMENT ON COLUMN articles.story_reason IS 'Why this story, or why not the nearest one, in words';
COMMENT ON COLUMN articles.quality_reason IS 'Why partial';
COMMENT ON COLUMN articles.revision IS 'Content hash of this text';
COMMENT ON COLUMN articles.published_raw IS 'The date as it was written';
COMMENT ON COLUMN articles.text IS 'The clean text; spans of mentions and passages are offsets into it';
COMMENT ON COLUMN articles.dated_at IS 'UTC, never NULL: when it was published, not after it was seen; when its first text was seen where that is unknown';
COMMENT ON COLUMN articles.dated_by IS 'published; clamped: the page dates itself after it was seen; seen: estimated by when it was seen';
COMMENT ON COLUMN articles.nearest IS 'The article whose words come nearest: copy_of, or the nearest miss where independent; NULL: none shares a passage';
COMMENT ON COLUMN articles.direction IS 'contained_in: its words stand in copy_of, and more beside; contains: it holds the words of copy_of, and more beside; alike; NULL when independent';
COMMENT ON COLUMN articles.own_share IS 'Share of its own unquoted words that stand in nearest, 0 to 1';
COMMENT ON COLUMN articles.other_share IS 'Share of the unquoted words of nearest that stand in it, 0 to 1';
COMMENT ON COLUMN articles.compared_by IS 'What called it a copy or independent: the rule and the scheme of its hashes, with versions; “by hand”: a person';
COMMENT ON COLUMN articles.placed_by IS 'What put it into its story: the model with its version; “by hand”: a person';
COMMENT ON COLUMN articles.compared_at IS 'UTC, when that was decided';
COMMENT ON COLUMN articles.story_nearest IS 'The article it is most like, of its story or of the related one; NULL: of neither, or not kept';
COMMENT ON COLUMN articles.placed_at IS 'UTC, when it was put into its story';
COMMENT ON VIEW addresses IS 'Every address an article was met under; articles.url is the one it goes by';
COMMENT ON COLUMN addresses.article_id IS 'The article';
COMMENT ON COLUMN addresses.url IS 'The address';
COMMENT ON COLUMN addresses.how IS 'asked for, answered after redirects, canonical by the page''s own word, entry of a feed, or moved: the article went there';
COMMENT ON COLUMN addresses.seen_at IS 'UTC, when it was first met there';
COMMENT ON VIEW changes IS 'What an article''s new text says otherwise than the one before';
COMMENT ON COLUMN changes.article_id IS 'The article';
COMMENT ON COLUMN changes.revision IS 'The new text';
COMMENT ON COLUMN changes.added IS 'Sentences that were not there before, in order';
COMMENT ON COLUMN changes.removed IS 'Sentences that are there no longer, in order';
COMMENT ON COLUMN changes.decided_at IS 'UTC, when the new text was taken in';
COMMENT ON VIEW passages IS 'Runs of words that two articles share, with their place in both';
COMMENT ON COLUMN passages.article_id IS 'The later article';
COMMENT ON COLUMN passages.other_id IS 'The article known before it';
COMMENT ON COLUMN passages."start" IS 'Character offset in the later article';
COMMENT ON COLUMN passages."end" IS 'Character offset in the later article, excluded';
COMMENT ON COLUMN passages.other_start IS 'Character offset in the earlier article';
COMMENT ON COLUMN passages.other_end IS 'Character offset in the earlier article, excluded';
COMMENT ON COLUMN passages.words IS 'Length in words';
COMMENT ON COLUMN passages.quoted IS 'Share of it that stands in quotation marks, 0 to 1';
COMMENT ON COLUMN passages.other_revision IS 'The text of the earlier article that the place is in; 0: its newest';
COMMENT ON COLUMN passages.passage IS 'The words as the later article writes them';
COMMENT ON COLUMN passages.other_passage IS 'The words as the earlier article writes them';
