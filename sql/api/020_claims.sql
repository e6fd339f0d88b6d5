-- Who says what, on whose word, and how many independent origins stand behind it?
CREATE OR REPLACE VIEW mentions AS
SELECT
    m.mention_id,
    m.claim_id,
    m.article_id,
    m.outlet,
    m.seen_at,
    substring(r.text, m."start" + 1, m."end" - m."start") AS evidence,
    m."start",
    m."end",
    m.speaker,
    m.speaker_kind,
    m.cue,
    m.mode,
    m.certainty,
    o.origin,
    m.via,
    m.origin_basis,
    m.hedge_dropped,
    m.novelty,
    m.claim,
    m.subject,
    m.event_type,
    m.object,
    m.polarity,
    m.said_at,
    m.is_seed,
    m.tier,
    m.revision,
    m.origin_id,
    m.reason AS link_reason,
    m.time_text,
    m.time_earliest,
    m.time_latest,
    m.extractor,
    m.speaker_entity,
    m.factuality,
    m.plover,
    coalesce(m.chain, []) AS chain,
    m.speaker_start,
    m.speaker_end,
    m.cue_start,
    m.cue_end,
    m.content_start,
    m.content_end,
    m.entered_at,
    o.voice_id
FROM ledger.mentions AS m
LEFT JOIN ledger.revisions AS r ON r.article_id = m.article_id AND r.revision = m.revision
LEFT JOIN (FROM ledger.origins WHERE NOT spare) AS o ON o.origin_id = m.origin_id;

-- To count over millions: no text and no name is looked up. Of a mention whose origin nothing tells, voice_id is NULL, so
-- that count(DISTINCT voice_id) is the number of independent origins.
CREATE OR REPLACE VIEW mention_facts AS
SELECT
    m.mention_id,
    m.claim_id,
    m.article_id,
    m.outlet,
    m.said_at,
    m.seen_at,
    m.entered_at,
    m.subject,
    m.speaker_entity,
    m.speaker_kind,
    m.event_type,
    m.mode,
    m.polarity,
    m.certainty,
    m.factuality,
    m.tier,
    m.is_seed,
    m.novelty,
    m.hedge_dropped,
    m.origin_basis,
    m.origin_id,
    m.via,
    o.voice_id,
    m.score
FROM ledger.mentions AS m
LEFT JOIN (SELECT origin_id, voice_id FROM ledger.origins WHERE NOT spare) AS o USING (origin_id);

-- What is denied is kept in its own words, which say the contrary of what the claim says.
CREATE OR REPLACE MACRO as_put(claim, denied) AS CASE WHEN denied THEN 'denied: ' || claim ELSE claim END;

CREATE OR REPLACE VIEW claims AS
SELECT
    c.claim_id,
    c.claim,
    c.subject,
    c.event_type,
    c.object,
    c.polarity,
    coalesce(today.story_id, c.story_id) AS story_id,
    c.first_seen,
    s.first_outlet,
    s.first_url,
    s.articles,
    s.outlets,
    s.origins,
    s.certainty,
    s.status,
    s.tier,
    s.hedge_dropped,
    s.from_seeds,
    s.mentions,
    s.first_said,
    s.last_said,
    c.event_id,
    s.denied
FROM ledger.claims AS c
-- By both, so that a bound on when a claim was first seen spares reading the rows of the others.
JOIN ledger.support AS s ON s.claim_id = c.claim_id AND s.first_seen = c.first_seen
LEFT JOIN story_names AS today ON today.old_id = c.story_id;

CREATE OR REPLACE VIEW origins AS
SELECT
    origin,
    via,
    kind,
    count(DISTINCT claim_id) AS claims,
    count(*) AS mentions,
    count(DISTINCT outlet) AS outlets,
    min(m.seen_at) AS first_seen,
    origin_id
FROM (FROM ledger.origins WHERE NOT spare) AS o
JOIN (SELECT origin_id, claim_id, outlet, seen_at FROM ledger.mentions) AS m USING (origin_id)
GROUP BY origin, via, kind, origin_id;

CREATE OR REPLACE VIEW stories AS
SELECT
    a.story_id,
    coalesce(
        -- Chosen from the members; one that has left the story since no longer names it.
        any_value(chosen.title) FILTER (chosen.article_id = a.article_id),
        arg_min(a.title, (a.published_at, a.seen_at, a.article_id)),
        any_value(top.claim)
    ) AS title,
    min(a.dated_at) AS first_seen,
    max(a.dated_at) AS last_seen,
    count(*) AS articles,
    count(DISTINCT a.outlet) AS outlets,
    coalesce(any_value(top.claims), 0) AS claims,
    coalesce(any_value(top.origins), 0) AS origins,
    list_sort(
        list_distinct(list(a.related_to) FILTER (a.related_to IS NOT NULL AND a.related_to <> a.story_id))
    ) AS related_to
FROM articles AS a
LEFT JOIN (
    FROM ledger.story_titles
    QUALIFY row_number() OVER (PARTITION BY story_id ORDER BY decided_at DESC) = 1
) AS chosen USING (story_id)
LEFT JOIN (
    SELECT
        story_id,
        count(DISTINCT claim_id) AS claims,
        count(DISTINCT voice_id) AS origins,
        arg_min(claim, (-spread, tier, first_seen, claim_id)) AS claim
    FROM (
        SELECT coalesce(today.story_id, c.story_id) AS story_id, c.claim_id, c.claim, c.first_seen,
            m.voice_id, m.tier,
            count(DISTINCT m.article_id) OVER (PARTITION BY c.claim_id) AS spread
        FROM ledger.claims AS c
        JOIN mention_facts AS m USING (claim_id)
        LEFT JOIN story_names AS today ON today.old_id = c.story_id
    )
    GROUP BY story_id
) AS top USING (story_id)
WHERE a.story_id IS NOT NULL
GROUP BY a.story_id;

CREATE OR REPLACE VIEW contradicting AS
SELECT claim_id, other_id, reason, decided_at FROM ledger.contradictions;

CREATE OR REPLACE VIEW steps AS
SELECT claim_id, status, origins, mention_id, decided_at FROM ledger.steps;

CREATE OR REPLACE VIEW extractions AS
SELECT article_id, extractor, seconds, requests, input_tokens, output_tokens, cost, cached, stood_in, problem, extracted_at, revision, run_id
FROM ledger.extractions;

COMMENT ON VIEW mentions IS 'One article making a claim: the evidence row';
COMMENT ON COLUMN mentions.mention_id IS 'Content hash of article, revision, span and claim';
COMMENT ON COLUMN mentions.claim_id IS 'The claim it makes';
COMMENT ON COLUMN mentions.article_id IS 'The article';
COMMENT ON COLUMN mentions.outlet IS 'Publisher; NULL when unknown';
COMMENT ON COLUMN mentions.seen_at IS 'UTC, when the text was fetched';
COMMENT ON COLUMN mentions.evidence IS 'The sentence, verbatim';
COMMENT ON COLUMN mentions."start" IS 'Character offset of the evidence in the text of this revision';
COMMENT ON COLUMN mentions."end" IS 'End of the evidence, excluded';
COMMENT ON COLUMN mentions.speaker IS 'Whose word the article gives for it; NULL in the author''s own voice';
COMMENT ON COLUMN mentions.speaker_kind IS 'person, spokesperson, organisation, government, anonymous, document, outlet or author';
COMMENT ON COLUMN mentions.cue IS 'The words that attribute it: said, according to …';
COMMENT ON COLUMN mentions.mode IS 'asserted, quoted, reported, denied, declined or speculated';
COMMENT ON COLUMN mentions.certainty IS 'certain, probable, possible or unknown';
COMMENT ON COLUMN mentions.origin IS 'Where the word first came from; NULL when nothing tells';
COMMENT ON COLUMN mentions.via IS 'The outlet the word passed through';
COMMENT ON COLUMN mentions.origin_basis IS 'stated in the text, by the same quote, by the same wording, inferred from the claim''s earliest named origin or the only one its story names, or none';
COMMENT ON COLUMN mentions.hedge_dropped IS 'It states as fact what its origin reported with a source or a doubt';
COMMENT ON COLUMN mentions.novelty IS 'new, echo, new_origin, on_record, denied, changed, corrected or repeated';
COMMENT ON COLUMN mentions.claim IS 'The claim as this article puts it, as a sentence that stands alone';
COMMENT ON COLUMN mentions.subject IS 'Whom it is about';
COMMENT ON COLUMN mentions.event_type IS 'What kind of event, family.type';
COMMENT ON COLUMN mentions.object IS 'What it is done to';
COMMENT ON COLUMN mentions.polarity IS '+ says it is so, - says it is not';
COMMENT ON COLUMN mentions.said_at IS 'UTC, when it was published, or seen where that is unknown';
COMMENT ON COLUMN mentions.is_seed IS 'From an article the topic was learned from';
COMMENT ON COLUMN mentions.tier IS '1 is worth an alert, 2 is context';
COMMENT ON COLUMN mentions.revision IS 'The text the offsets belong to';
COMMENT ON COLUMN mentions.origin_id IS 'Two origins are the same when their ids are';
COMMENT ON COLUMN mentions.link_reason IS 'Why it was linked to this claim and origin, in words';
COMMENT ON COLUMN mentions.time_text IS 'When the claimed event is said to happen, verbatim';
COMMENT ON COLUMN mentions.time_earliest IS 'First day of that time; NULL when nothing anchors it';
COMMENT ON COLUMN mentions.time_latest IS 'Last day of that time';
COMMENT ON COLUMN mentions.extractor IS 'What found it, with its version';
COMMENT ON COLUMN mentions.speaker_entity IS 'The one name the speaker is filed under, however the text calls them';
COMMENT ON COLUMN mentions.factuality IS 'How far whoever says it commits to it: 3 it is so, 2 probably, 1 possibly, 0 open, -3 it is not so';
COMMENT ON COLUMN mentions.plover IS 'The PLOVER class of its event type; NULL where PLOVER has none';
COMMENT ON COLUMN mentions.chain IS 'Everyone the text names on the way of the word, nearest to the reader first; the last began it';
COMMENT ON COLUMN mentions.speaker_start IS 'Character offset of the words that name the speaker, in the text of this revision; NULL in the author''s own voice';
COMMENT ON COLUMN mentions.speaker_end IS 'Their end, excluded';
COMMENT ON COLUMN mentions.cue_start IS 'Character offset of the cue';
COMMENT ON COLUMN mentions.cue_end IS 'Its end, excluded';
COMMENT ON COLUMN mentions.content_start IS 'Character offset of what is attributed; NULL in the author''s own voice, and where nothing but the act is told';
COMMENT ON COLUMN mentions.content_end IS 'Its end, excluded';
COMMENT ON COLUMN mentions.entered_at IS 'UTC, when it was committed: from then on the database held it';
COMMENT ON COLUMN mentions.voice_id IS 'The independent voice its origin belongs to: several outlets of one owner are one';
COMMENT ON VIEW mention_facts IS 'The mentions without their words, for counting: what was said when, by which outlet, and by whose voice';
COMMENT ON COLUMN mention_facts.mention_id IS 'The mention; mentions has its words';
COMMENT ON COLUMN mention_facts.claim_id IS 'The claim it makes';
COMMENT ON COLUMN mention_facts.article_id IS 'The article';
COMMENT ON COLUMN mention_facts.outlet IS 'Publisher; NULL when unknown';
COMMENT ON COLUMN mention_facts.said_at IS 'UTC, when it was published, or seen where that is unknown';
COMMENT ON COLUMN mention_facts.seen_at IS 'UTC, when the text was fetched; rows lie about in this order, so a bound on it makes a query quick';
COMMENT ON COLUMN mention_facts.entered_at IS 'UTC, when it was committed: from then on the database held it';
COMMENT ON COLUMN mention_facts.subject IS 'Whom it is about';
COMMENT ON COLUMN mention_facts.speaker_entity IS 'The one name the speaker is filed under; NULL in the author''s own voice';
COMMENT ON COLUMN mention_facts.speaker_kind IS 'person, spokesperson, organisation, government, anonymous, document, outlet or author';
COMMENT ON COLUMN mention_facts.event_type IS 'What kind of event, family.type';
COMMENT ON COLUMN mention_facts.mode IS 'asserted, quoted, reported, denied, declined or speculated';
COMMENT ON COLUMN mention_facts.polarity IS '+ says it is so, - says it is not';
COMMENT ON COLUMN mention_facts.certainty IS 'certain, probable, possible or unknown';
COMMENT ON COLUMN mention_facts.factuality IS '3 it is so, 2 probably, 1 possibly, 0 open, -3 it is not so';
COMMENT ON COLUMN mention_facts.tier IS '1 is worth an alert, 2 is context';
COMMENT ON COLUMN mention_facts.is_seed IS 'From an article the topic was learned from';
COMMENT ON COLUMN mention_facts.novelty IS 'new, echo, new_origin, on_record, denied, changed, corrected or repeated';
COMMENT ON COLUMN mention_facts.hedge_dropped IS 'It states as fact what its origin reported with a source or a doubt';
COMMENT ON COLUMN mention_facts.origin_basis IS 'stated, quote, wording, inferred or none';
COMMENT ON COLUMN mention_facts.origin_id IS 'Where the word first came from; NULL when nothing tells';
COMMENT ON COLUMN mention_facts.via IS 'The outlet the word passed through';
COMMENT ON COLUMN mention_facts.score IS 'How surely it makes its claim, 0 to 1; below 0.5 its voice is not counted for the claim';
COMMENT ON COLUMN mention_facts.voice_id IS 'The independent voice that origin belongs to; count these, not articles. NULL when nothing tells';
COMMENT ON MACRO as_put IS 'A claim as it is meant: one that denies its words begins with “denied: ”';
COMMENT ON VIEW claims IS 'One statement that something is or will be so, whoever makes it';
COMMENT ON COLUMN claims.claim_id IS 'Content hash of its first mention';
COMMENT ON COLUMN claims.claim IS 'The claim as a sentence that stands alone; where denied is true, that sentence is said not to be so';
COMMENT ON COLUMN claims.subject IS 'Whom it is about';
COMMENT ON COLUMN claims.event_type IS 'What kind of event, family.type';
COMMENT ON COLUMN claims.object IS 'What it is done to';
COMMENT ON COLUMN claims.polarity IS '+ says it is so, - says it is not';
COMMENT ON COLUMN claims.story_id IS 'The story it first came up in, by the name it goes by today';
COMMENT ON COLUMN claims.first_seen IS 'UTC, when claimwatch first saw it';
COMMENT ON COLUMN claims.first_outlet IS 'Outlet of the earliest mention; NULL when unknown';
COMMENT ON COLUMN claims.first_url IS 'Address of the earliest mention';
COMMENT ON COLUMN claims.articles IS 'Articles that make it';
COMMENT ON COLUMN claims.outlets IS 'Known outlets that make it';
COMMENT ON COLUMN claims.origins IS 'Independent origins behind it; 1 where none is known (the first outlet''s own voice)';
COMMENT ON COLUMN claims.certainty IS 'How sure the mention nearest its origin sounds';
COMMENT ON COLUMN claims.status IS 'single_unnamed, single_named, corroborated, on_record, disputed or corrected';
COMMENT ON COLUMN claims.tier IS '1 is worth an alert, 2 is context';
COMMENT ON COLUMN claims.hedge_dropped IS 'Some mention states as fact what its origin hedged';
COMMENT ON COLUMN claims.from_seeds IS 'Only seed articles make it';
COMMENT ON COLUMN claims.mentions IS 'How often it is made';
COMMENT ON COLUMN claims.first_said IS 'UTC, when the earliest mention was published, or seen where that is unknown';
COMMENT ON COLUMN claims.last_said IS 'The same of the latest mention';
COMMENT ON COLUMN claims.event_id IS 'The coarse level: claims of one event share it';
COMMENT ON COLUMN claims.denied IS 'Its words are what it denies: it says that this is not so; as_put writes it out';
COMMENT ON VIEW origins IS 'Where words first came from';
COMMENT ON COLUMN origins.origin IS 'The person, body, document or unnamed source';
COMMENT ON COLUMN origins.via IS 'The outlet it came through';
COMMENT ON COLUMN origins.kind IS 'person, spokesperson, organisation, government, anonymous, document or outlet';
COMMENT ON COLUMN origins.claims IS 'Claims that rest on it';
COMMENT ON COLUMN origins.mentions IS 'Mentions that rest on it';
COMMENT ON COLUMN origins.outlets IS 'Known outlets that carry its word';
COMMENT ON COLUMN origins.first_seen IS 'UTC, when a mention first rested on it';
COMMENT ON COLUMN origins.origin_id IS 'Two origins are the same when their ids are';
COMMENT ON VIEW stories IS 'Articles about the same event';
COMMENT ON COLUMN stories.story_id IS 'Content hash of its first article';
COMMENT ON COLUMN stories.title IS 'A headline chosen from its articles; else of the earliest that has one, else its most carried claim';
COMMENT ON COLUMN stories.first_seen IS 'UTC, earliest publication, or sighting where that is unknown';
COMMENT ON COLUMN stories.last_seen IS 'UTC, latest';
COMMENT ON COLUMN stories.articles IS 'Articles in it, copies included';
COMMENT ON COLUMN stories.outlets IS 'Known outlets in it';
COMMENT ON COLUMN stories.claims IS 'Claims that came up in it';
COMMENT ON COLUMN stories.origins IS 'Independent origins with a basis behind its claims';
COMMENT ON COLUMN stories.related_to IS 'Stories that are near and not the same';
COMMENT ON VIEW contradicting IS 'Pairs of claims that cannot both hold; never merged';
COMMENT ON COLUMN contradicting.claim_id IS 'The later claim';
COMMENT ON COLUMN contradicting.other_id IS 'The earlier claim';
COMMENT ON COLUMN contradicting.reason IS 'Why they cannot both hold';
COMMENT ON COLUMN contradicting.decided_at IS 'UTC';
COMMENT ON VIEW steps IS 'Each step of a claim on the status ladder';
COMMENT ON COLUMN steps.claim_id IS 'The claim';
COMMENT ON COLUMN steps.status IS 'The status it reached';
COMMENT ON COLUMN steps.origins IS 'Independent origins at that moment';
COMMENT ON COLUMN steps.mention_id IS 'The mention that moved it';
COMMENT ON COLUMN steps.decided_at IS 'UTC';
COMMENT ON VIEW extractions IS 'What finding the claims of a text took, where a model with a price was asked; the rules cost nothing';
COMMENT ON COLUMN extractions.article_id IS 'The article';
COMMENT ON COLUMN extractions.extractor IS 'What was asked, with its version';
COMMENT ON COLUMN extractions.seconds IS 'From question to last answer';
COMMENT ON COLUMN extractions.requests IS 'How often it was asked, refused answers included';
COMMENT ON COLUMN extractions.input_tokens IS 'Tokens read';
COMMENT ON COLUMN extractions.output_tokens IS 'Tokens written';
COMMENT ON COLUMN extractions.cost IS 'By the prices in the settings; NULL where they name none';
COMMENT ON COLUMN extractions.cached IS 'The answer was at hand already and cost nothing again';
COMMENT ON COLUMN extractions.stood_in IS 'The rules stood in for it: the mentions are theirs';
COMMENT ON COLUMN extractions.problem IS 'Why they had to, or what of the answer was refused; NULL where all was well';
COMMENT ON COLUMN extractions.extracted_at IS 'UTC';
COMMENT ON COLUMN extractions.revision IS 'The text';
COMMENT ON COLUMN extractions.run_id IS 'The run';
