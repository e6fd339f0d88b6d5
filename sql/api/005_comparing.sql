-- What did a person decide otherwise, which stories became one or two, and what does a story go by today?
CREATE OR REPLACE VIEW overrules AS
SELECT overrule_id, kind, article_id, other_id, story_id, note, made_at, undone_at, claim_id, mention_id FROM ledger.overrules;

-- A claim that a person merged into another, and what it goes by now; merges of merges are followed to their end.
CREATE OR REPLACE VIEW claim_names AS
WITH RECURSIVE merges AS (
    SELECT other_id, claim_id FROM ledger.overrules WHERE kind = 'same_claim' AND undone_at IS NULL
),
ways AS (
    SELECT other_id AS old_id, claim_id FROM merges
    UNION
    SELECT ways.old_id, merges.claim_id FROM ways JOIN merges ON merges.other_id = ways.claim_id
)
SELECT old_id, min(claim_id) AS claim_id
FROM ways ANTI JOIN merges ON merges.other_id = ways.claim_id
GROUP BY old_id;

CREATE OR REPLACE VIEW story_changes AS
SELECT change_id, kind, story_id, other_id, reason, made_by, valid_from, valid_to FROM ledger.story_changes;

-- UNION, not UNION ALL: a way that was walked is not walked again, so even a circle would come to an end.
CREATE OR REPLACE VIEW story_names AS
WITH RECURSIVE merges AS (
    SELECT other_id, story_id FROM ledger.story_changes WHERE kind = 'merge' AND valid_to IS NULL
),
ways AS (
    SELECT other_id AS old_id, story_id FROM merges
    UNION
    SELECT ways.old_id, merges.story_id FROM ways JOIN merges ON merges.other_id = ways.story_id
)
SELECT old_id, min(story_id) AS story_id
FROM ways ANTI JOIN merges ON merges.other_id = ways.story_id
GROUP BY old_id;

CREATE OR REPLACE MACRO story_now(id) AS TABLE
SELECT coalesce((SELECT min(story_id) FROM story_names WHERE old_id = id::BIGINT), id::BIGINT) AS story_id;

CREATE OR REPLACE VIEW story_members AS
SELECT
    story_id,
    article_id,
    decided_at AS valid_from,
    lead(decided_at) OVER (PARTITION BY article_id ORDER BY decided_at) AS valid_to,
    score,
    reason,
    rule
FROM ledger.placements;

COMMENT ON VIEW overrules IS 'What a person decided otherwise; it stands over every rule until it is undone';
COMMENT ON COLUMN overrules.overrule_id IS 'The overrule; one that takes several articles out of a story has a row for each';
COMMENT ON COLUMN overrules.kind IS 'independent, copy_of, merge or split of stories; same_claim or other_claim';
COMMENT ON COLUMN overrules.article_id IS 'The article that is independent, a copy, or taken out of its story; NULL for a merge';
COMMENT ON COLUMN overrules.other_id IS 'copy_of: the article it was taken from; merge: the story that went into the other; split: the new story';
COMMENT ON COLUMN overrules.story_id IS 'merge: the story that goes on; split: the story that the article was taken out of';
COMMENT ON COLUMN overrules.note IS 'Why, in the words of whoever decided it';
COMMENT ON COLUMN overrules.made_at IS 'UTC';
COMMENT ON COLUMN overrules.undone_at IS 'UTC; NULL while it stands';
COMMENT ON COLUMN overrules.claim_id IS 'same_claim: the claim that goes on for other_id; other_claim: the claim that a mention was taken out of';
COMMENT ON COLUMN overrules.mention_id IS 'other_claim: the mention';
COMMENT ON VIEW claim_names IS 'Claims that a person merged into others, and what each goes by today';
COMMENT ON COLUMN claim_names.old_id IS 'The claim that is no more';
COMMENT ON COLUMN claim_names.claim_id IS 'The claim it is today';
COMMENT ON VIEW story_changes IS 'When two stories became one, or one became two, and why';
COMMENT ON COLUMN story_changes.change_id IS 'Content hash of the change';
COMMENT ON COLUMN story_changes.kind IS 'merge or split';
COMMENT ON COLUMN story_changes.story_id IS 'The story that goes on under its name';
COMMENT ON COLUMN story_changes.other_id IS 'The story that went into it, or came out of it';
COMMENT ON COLUMN story_changes.reason IS 'Why, in words';
COMMENT ON COLUMN story_changes.made_by IS 'maintain: when all stories were looked at again; hand: a person';
COMMENT ON COLUMN story_changes.valid_from IS 'UTC';
COMMENT ON COLUMN story_changes.valid_to IS 'UTC; NULL while it holds';
COMMENT ON VIEW story_names IS 'Stories that went into others, and what each goes by today';
COMMENT ON COLUMN story_names.old_id IS 'The story that is no more';
COMMENT ON COLUMN story_names.story_id IS 'The story it is part of today';
COMMENT ON VIEW story_members IS 'Which article was in which story from when to when: the history; articles.story_id is how it stands';
COMMENT ON COLUMN story_members.story_id IS 'The story, as it was called then';
COMMENT ON COLUMN story_members.article_id IS 'The article';
COMMENT ON COLUMN story_members.valid_from IS 'UTC, when that was decided';
COMMENT ON COLUMN story_members.valid_to IS 'UTC, when it was decided anew; NULL while it stands';
COMMENT ON COLUMN story_members.score IS 'How sure, 0 to 1; 0.5 is the line between the same story and another';
COMMENT ON COLUMN story_members.reason IS 'Why this story, in words';
COMMENT ON COLUMN story_members.rule IS 'What decided: the model of stories with its version, or “by hand”; empty for what was decided before rules were kept';
COMMENT ON MACRO TABLE story_now IS 'What a story goes by today: itself, or the one it went into';
