-- A fangtan study, format 2.
--
-- Rows of the log are given the new columns of their tables, as if they had
-- always been there: what was done before can then be taken back after.

-- The code that took this one's place when it was retired by a merge.
ALTER TABLE code ADD COLUMN merged_into INTEGER REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED;
UPDATE op_row SET before = json_insert(before, '$.merged_into', NULL) WHERE tbl = 'code' AND before IS NOT NULL;
UPDATE op_row SET after = json_insert(after, '$.merged_into', NULL) WHERE tbl = 'code' AND after IS NOT NULL;

-- The codebook as it once was, kept under a name.
CREATE TABLE codebook_version (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    uid    BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    number INTEGER NOT NULL,      -- changes in force when it was frozen
    name   TEXT NOT NULL UNIQUE,
    coder  TEXT NOT NULL,         -- who froze it
    at_ms  INTEGER,               -- NULL: an imported file didn't say
    codes  TEXT NOT NULL          -- [{"public_id","parent","name","definition", ...}], depth first
) STRICT;

-- Corrections ----------------------------------------------------------------

-- A text that follows its corrections, and the one it came from. That one is
-- written once and stays; the other is `interview.revision` while corrections are in force.
CREATE TABLE corrected (
    revision INTEGER PRIMARY KEY REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED,
    first    INTEGER NOT NULL UNIQUE REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- Words put in place of others in one turn. All of an interview, in order of `id`,
-- lead from its first text to the present one.
CREATE TABLE correction (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    interview INTEGER NOT NULL REFERENCES interview (id) DEFERRABLE INITIALLY DEFERRED,
    turn      INTEGER NOT NULL,  -- turn.seq of the turn it changes, or of the one it opens
    at        INTEGER NOT NULL,  -- code point in the text as the corrections before it left it
    removed   TEXT NOT NULL,
    inserted  TEXT NOT NULL,
    opens     INTEGER,           -- code points of `inserted` before the first word of the turn it opens; NULL: it opens none
    speaker   INTEGER            -- speaker.seq of the turn it opens
) STRICT;
CREATE INDEX correction_by_interview ON correction (interview, id);

-- Reading ---------------------------------------------------------------------

-- What each coder has read: where the cursor rested. No part of the research, not in the log.
CREATE TABLE seen (
    interview INTEGER NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
    coder     TEXT NOT NULL,
    spans     TEXT NOT NULL,     -- [[start, end], ...] of the present text, in order, apart from each other
    n_unread  INTEGER NOT NULL,  -- sentences of respondents that were left then
    at_ms     INTEGER NOT NULL,
    PRIMARY KEY (interview, coder)
) STRICT, WITHOUT ROWID;

-- Searching -------------------------------------------------------------------

-- What each coder searched for. No part of the research, not in the log, never exported.
CREATE TABLE query (
    coder TEXT NOT NULL,
    query TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (coder, query)
) STRICT, WITHOUT ROWID;

-- Marks of a coder -------------------------------------------------------------

ALTER TABLE coding ADD COLUMN starred INTEGER NOT NULL DEFAULT 0;  -- 1: worth quoting
ALTER TABLE coding ADD COLUMN confidence INTEGER;                  -- 1 high, 2 middle, 3 low; NULL: not said
UPDATE op_row SET before = json_insert(before, '$.starred', 0, '$.confidence', NULL) WHERE tbl = 'coding' AND before IS NOT NULL;
UPDATE op_row SET after = json_insert(after, '$.starred', 0, '$.confidence', NULL) WHERE tbl = 'coding' AND after IS NOT NULL;

-- A relation that a coder sees between two codings of one interview.
CREATE TABLE coding_link (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    from_coding INTEGER NOT NULL REFERENCES coding (id) DEFERRABLE INITIALLY DEFERRED,
    to_coding   INTEGER NOT NULL REFERENCES coding (id) DEFERRABLE INITIALLY DEFERRED,
    coder       INTEGER NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
    relation    TEXT NOT NULL,  -- 'answered-by', 'caused-by', 'depends-on', 'contradicted-by', or an outside file's
    created_ms  INTEGER,        -- NULL: an imported file didn't say
    UNIQUE (from_coding, to_coding, coder, relation)
) STRICT;
CREATE INDEX coding_link_by_target ON coding_link (to_coding);

-- Places to which a coder wants to come back.
CREATE TABLE bookmark (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    uid       BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    interview INTEGER NOT NULL REFERENCES interview (id) DEFERRABLE INITIALLY DEFERRED,
    coder     INTEGER NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
    at        INTEGER NOT NULL  -- code point
) STRICT;
CREATE INDEX bookmark_by_interview ON bookmark (interview, coder);

-- Codes that a coder put on digit keys, where they differ from what a set starts with.
CREATE TABLE pin (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    coder   INTEGER NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
    pin_set TEXT NOT NULL,     -- '': starts with the codebook's digits; else kind.kind: with codes of that kind
    digit   INTEGER NOT NULL,  -- 0 to 9
    code    INTEGER REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED,  -- NULL: nothing is on it
    UNIQUE (coder, pin_set, digit)
) STRICT;

-- Which set a coder has on the keys. No part of the research, not in the log.
CREATE TABLE pin_choice (
    coder   TEXT PRIMARY KEY,
    pin_set TEXT NOT NULL
) STRICT, WITHOUT ROWID;
