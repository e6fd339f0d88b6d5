-- What they say as rows of ledger.mentions.
CREATE OR REPLACE TEMP TABLE as_stored AS
SELECT
    mention_id, article_id, revision, outlet, seen_at, published AS said_at, false AS is_seed,
    subject || substring(text, ordinal * 60 + 10, 60) AS claim,
    ordinal * 60 AS "start", ordinal * 60 + 59 AS "end",
    speaker,
    CASE WHEN spoken THEN ordinal * 60 + 1 END::INTEGER AS speaker_start,
    CASE WHEN spoken THEN ordinal * 60 + 1 + len(speaker) END::INTEGER AS speaker_end,
    CASE WHEN spoken THEN frequent([
        'spokesperson', 'person', 'anonymous', 'organisation', 'government', 'document', 'outlet'
    ], k, 40) ELSE 'author' END AS speaker_kind,
    CASE WHEN spoken THEN frequent([
        'said', 'told', 'says', 'according to', 'announced', 'added', 'reported', 'confirmed', 'wrote', 'claimed', 'denied'
    ], k, 41) END AS cue,
    CASE WHEN spoken THEN ordinal * 60 + 20 END::INTEGER AS cue_start,
    CASE WHEN spoken THEN ordinal * 60 + 24 END::INTEGER AS cue_end,
    CASE WHEN spoken THEN ordinal * 60 + 25 END::INTEGER AS content_start,
    CASE WHEN spoken THEN ordinal * 60 + 58 END::INTEGER AS content_end,
    CASE WHEN NOT spoken THEN 'asserted' ELSE frequent(['reported', 'quoted', 'speculated', 'denied', 'declined'], k, 42) END AS mode,
    CASE WHEN part(claim_n, 43) < 0.08 THEN '-' ELSE '+' END AS polarity,
    frequent(['certain', 'probable', 'possible', 'unknown'], k, 44) AS certainty,
    subject, event_type,
    CASE WHEN part(claim_n, 45) < 0.6 THEN 'object ' || zipf(claim_n, 46, 20000) END AS object,
    CASE WHEN part(k, 47) < 0.3 THEN one_of(['yesterday', 'on Thursday', 'this week', 'last year', 'by March'], k, 48) END AS time_text,
    CASE WHEN part(k, 47) < 0.3 THEN published::DATE - 7 END AS time_earliest,
    CASE WHEN part(k, 47) < 0.3 THEN published::DATE END AS time_latest,
    CASE WHEN spoken AND part(k, 49) < 0.3 THEN 'source ' || origin_n % 50000 END AS named_origin,
    CASE WHEN spoken AND part(k, 49) < 0.3 THEN ordinal * 60 + 30 END::INTEGER AS named_origin_start,
    CASE WHEN spoken AND part(k, 49) < 0.3 THEN ordinal * 60 + 40 END::INTEGER AS named_origin_end,
    CASE WHEN spoken AND part(k, 49) < 0.2 THEN 'Outlet ' || zipf(origin_n, 6, 5000) END AS named_via,
    CASE WHEN part(k, 50) < 0.3 THEN 1 ELSE 2 END::SMALLINT AS tier,
    'rules-2' AS extractor,
    claim_number AS claim_id,
    CASE WHEN based THEN name_of(origin_n, 51) END AS origin_id,
    CASE WHEN based AND part(origin_n, 52) < 0.4 THEN 'Outlet ' || zipf(origin_n, 6, 5000) END AS via,
    CASE WHEN based THEN frequent(['stated', 'inferred', 'quote', 'wording'], k, 53) ELSE 'none' END AS origin_basis,
    CASE WHEN claim_n % 4096 >= 32 AND part(k, 54) < 0.5 THEN 'new'
        ELSE frequent(['echo', 'new_origin', 'repeated', 'on_record', 'changed', 'denied', 'corrected'], k, 55) END AS novelty,
    part(k, 56) < 0.02 AS hedge_dropped,
    round(part(k, 57), 2) AS score,
    one_of([
        'first of its kind', 'same subject, same event, words 0.71 alike', 'the same quotation',
        'same subject and object, words 0.64 alike', 'no claim of this story is near enough'
    ], k, 58) AS reason,
    n // 40 AS run_id, ordinal,
    CASE WHEN spoken THEN speaker END AS speaker_entity,
    floor(part(k, 44) * 4) * CASE WHEN part(claim_n, 43) < 0.08 THEN -1 ELSE 1 END AS factuality,
    CASE WHEN part(claim_n, 59) < 0.7 THEN upper(event_type) END AS plover,
    CASE WHEN spoken AND part(k, 49) < 0.3 THEN [speaker, 'source ' || origin_n % 50000] ELSE [] END AS chain,
    taken_in_at AS entered_at,
    (hash(subject, $seed) & 4294967295)::UINTEGER AS about
FROM new_mentions
ORDER BY n, ordinal;
