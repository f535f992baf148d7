-- A fangtan study, format 1.
--
-- Positions are Unicode code points of revision.text, half-open, from 0: the
-- words of a coding are substr(text, start + 1, end - start).
-- Times are milliseconds since 1970, UTC. `uid` is a UUID, unique over all
-- copies of the study; `id` is a key inside this file and means nothing outside.
-- JSON columns are arrays or objects as described at each.
-- Keys of what a step can take back are AUTOINCREMENT, so that the log never
-- takes a later row for an earlier one.

CREATE TABLE study_fact (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    key   TEXT NOT NULL UNIQUE,  -- 'uid', 'title', 'demo' ('1': invented sample data), 'created_ms', 'codebook' (title of the first codebook)
    value TEXT NOT NULL
) STRICT;

CREATE TABLE coder (
    id         INTEGER PRIMARY KEY,
    uid        BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    name       TEXT NOT NULL UNIQUE,
    outside_id TEXT UNIQUE,               -- the id an imported study file gave
    listed     INTEGER NOT NULL DEFAULT 0 -- 1: named in an imported study file, exported even without codings
) STRICT;

-- The codebook ---------------------------------------------------------------

CREATE TABLE kind (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    kind    TEXT NOT NULL UNIQUE,  -- 'problem'
    name    TEXT NOT NULL,
    name_en TEXT NOT NULL,
    facets  TEXT NOT NULL,         -- [{"name","name_en","values":[{"name","name_en"}]}]
    sort    INTEGER NOT NULL
) STRICT;

CREATE TABLE code (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    uid        BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    public_id  TEXT NOT NULL UNIQUE,  -- 'P1.2': never changes
    parent     INTEGER REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED,
    sort       INTEGER NOT NULL,      -- order among all codes
    kind       TEXT NOT NULL,         -- kind.kind, or ''
    name       TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    aliases    TEXT NOT NULL,         -- ["other name", ...]
    definition TEXT NOT NULL,
    use_when   TEXT NOT NULL,
    not_when   TEXT NOT NULL,
    example    TEXT NOT NULL,
    color      INTEGER,               -- index into the palette, from 1
    digit      INTEGER,               -- the digit key, 0 to 9
    origin     TEXT NOT NULL,         -- 'given', 'emergent', 'in-vivo'
    source     TEXT NOT NULL,         -- {"from","section","table","paragraph"}: where its wording comes from
    columns    TEXT NOT NULL,         -- [["heading","cell"], ...] of the source's table
    open       INTEGER NOT NULL,      -- 1: takes what the codebook doesn't have
    version    INTEGER NOT NULL,      -- counted up when name or definition change
    retired    INTEGER NOT NULL       -- 1: out of use, its codings hidden
) STRICT;

-- What a code went by in each version.
CREATE TABLE code_version (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    code       INTEGER NOT NULL REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED,
    version    INTEGER NOT NULL,
    name       TEXT NOT NULL,
    definition TEXT NOT NULL,
    use_when   TEXT NOT NULL,
    not_when   TEXT NOT NULL,
    at_ms      INTEGER NOT NULL,
    UNIQUE (code, version)
) STRICT;

CREATE TABLE link (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    uid        BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    from_code  INTEGER NOT NULL REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED,
    to_code    INTEGER NOT NULL REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED,
    relation   TEXT NOT NULL,     -- 'answered-by'
    hypothesis INTEGER NOT NULL,  -- 1: the codebook author's, not shown by interviews
    reason     TEXT NOT NULL,
    UNIQUE (from_code, to_code, relation)
) STRICT;

CREATE TABLE attribute_list (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL,
    of      TEXT NOT NULL,         -- 'respondent', 'interview', 'session'
    name_en TEXT NOT NULL,
    section TEXT NOT NULL,
    expected TEXT NOT NULL,        -- [{"name","name_en","group"}]
    sort    INTEGER NOT NULL,
    UNIQUE (of, name)
) STRICT;

-- Interviews -----------------------------------------------------------------

-- The bytes of an imported file, as they came. Written once.
CREATE TABLE original (
    id    INTEGER PRIMARY KEY,
    hash  TEXT NOT NULL UNIQUE,  -- SHA-256 of bytes, hexadecimal
    bytes BLOB NOT NULL
) STRICT;

-- A text of an interview. Written once; a correction makes a new one.
CREATE TABLE revision (
    id      INTEGER PRIMARY KEY,
    uid     BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    n_chars INTEGER NOT NULL,  -- code points
    hash    TEXT NOT NULL,     -- SHA-256 of the text's UTF-8, hexadecimal
    text    TEXT NOT NULL      -- last: what stands behind it is read through all of it
) STRICT;
CREATE INDEX revision_by_hash ON revision (hash);

-- Turns of a revision, in order. Written with it.
CREATE TABLE turn (
    revision INTEGER NOT NULL REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED,
    seq      INTEGER NOT NULL,  -- from 0
    start    INTEGER NOT NULL,  -- after the label
    end      INTEGER NOT NULL,
    speaker  INTEGER,           -- speaker.seq; NULL: nobody named
    time_ms  INTEGER,           -- from the start of the recording
    PRIMARY KEY (revision, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE interview (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    uid        BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    outside_id TEXT UNIQUE,           -- the id an imported study file gave
    name       TEXT NOT NULL UNIQUE,
    date       TEXT,                  -- ISO, as far as known
    sort       INTEGER NOT NULL,      -- the study's own order where no dates decide
    ordered    INTEGER NOT NULL,      -- 1: an imported file fixed this order; it wins over dates
    revision   INTEGER NOT NULL REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED,
    original   INTEGER REFERENCES original (id) DEFERRABLE INITIALLY DEFERRED,
    file       TEXT NOT NULL,         -- name of the imported file, without folders
    format     TEXT NOT NULL,
    encoding   TEXT NOT NULL,
    header     TEXT NOT NULL          -- [["key","value"], ...] of the header block
) STRICT;
CREATE INDEX interview_by_revision ON interview (revision);

CREATE TABLE respondent (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    uid   BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    label TEXT NOT NULL UNIQUE,  -- 'E17': never a name
    sort  INTEGER NOT NULL
) STRICT;

CREATE TABLE speaker (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    uid        BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    interview  INTEGER NOT NULL REFERENCES interview (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,  -- from 0, order of appearance
    label      TEXT NOT NULL,     -- as found in the text, unless a person renamed it
    role       TEXT,              -- 'interviewer', 'respondent'; NULL: nobody said
    respondent INTEGER REFERENCES respondent (id) DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (interview, seq)
) STRICT;

-- One meeting, of one interview.
CREATE TABLE session (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uid           BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    interview     INTEGER NOT NULL UNIQUE REFERENCES interview (id) DEFERRABLE INITIALLY DEFERRED,
    date          TEXT,
    place         TEXT,
    channel       TEXT,
    interviewer   TEXT,
    minutes       INTEGER,
    guide_version INTEGER,
    consent       TEXT NOT NULL  -- {"record","quote","archive": true/false/null, "attribution": 'name','role','background','label'}
) STRICT;

CREATE TABLE session_respondent (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    session    INTEGER NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
    respondent INTEGER NOT NULL REFERENCES respondent (id) DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (session, respondent)
) STRICT;

-- A value of an interview or of a respondent.
CREATE TABLE attribute (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    interview  INTEGER REFERENCES interview (id) DEFERRABLE INITIALLY DEFERRED,
    respondent INTEGER REFERENCES respondent (id) DEFERRABLE INITIALLY DEFERRED,
    name       TEXT NOT NULL,
    value      TEXT NOT NULL,
    CHECK ((interview IS NULL) <> (respondent IS NULL)),
    UNIQUE (interview, name),
    UNIQUE (respondent, name)
) STRICT;

-- The guide ------------------------------------------------------------------

CREATE TABLE guide (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL UNIQUE,
    body    TEXT NOT NULL  -- the whole guide of that version as JSON; the highest version is the present one
) STRICT;

CREATE TABLE question (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    uid    BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    number TEXT NOT NULL UNIQUE,  -- 'B2'
    text   TEXT NOT NULL,         -- in the latest guide that has it
    codes  TEXT NOT NULL,         -- ["P1.2", ...]: codes the question itself names
    sort   INTEGER NOT NULL
) STRICT;

-- An interviewer's turn and the question it asks.
CREATE TABLE tie (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    interview INTEGER NOT NULL REFERENCES interview (id) DEFERRABLE INITIALLY DEFERRED,
    turn      INTEGER,                  -- turn.seq; NULL: the question was skipped
    question  INTEGER REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED,  -- NULL: not in the guide
    how       TEXT NOT NULL             -- 'asked', 'reworded', 'skipped', 'added'
) STRICT;
CREATE INDEX tie_by_interview ON tie (interview, turn);

-- Codings --------------------------------------------------------------------

CREATE TABLE status (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO status (id, name) VALUES
    (0, 'coded'), (1, 'suggested'), (2, 'accepted'), (3, 'amended'), (4, 'rejected'), (5, 'asked');

CREATE TABLE coding (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    uid          BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    outside_id   TEXT,               -- the id an imported study file gave
    interview    INTEGER NOT NULL REFERENCES interview (id) DEFERRABLE INITIALLY DEFERRED,
    code         INTEGER NOT NULL REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED,
    coder        INTEGER NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
    start        INTEGER NOT NULL,
    end          INTEGER NOT NULL CHECK (end > start),
    status       INTEGER NOT NULL REFERENCES status (id),
    code_version INTEGER NOT NULL,   -- version of the code it was made under
    created_ms   INTEGER,            -- NULL: an imported file didn't say
    hash         INTEGER NOT NULL,   -- first 8 bytes of the words' SHA-256, big endian
    before       TEXT NOT NULL,      -- up to 8 code points before the words
    after        TEXT NOT NULL       -- up to 8 code points after them
) STRICT;
CREATE UNIQUE INDEX coding_by_code ON coding (code, interview, start, end, coder, status);
CREATE INDEX coding_by_interview ON coding (interview, status, code);
CREATE UNIQUE INDEX coding_by_outside_id ON coding (outside_id) WHERE outside_id IS NOT NULL;

CREATE TABLE coding_facet (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    coding INTEGER NOT NULL REFERENCES coding (id) DEFERRABLE INITIALLY DEFERRED,
    facet  TEXT NOT NULL,
    value  TEXT NOT NULL,
    UNIQUE (coding, facet)
) STRICT;

-- A note on an interview, a code, a coding, or (all three NULL) the study.
CREATE TABLE memo (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    uid        BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    coder      INTEGER NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
    interview  INTEGER REFERENCES interview (id) DEFERRABLE INITIALLY DEFERRED,
    code       INTEGER REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED,
    coding     INTEGER REFERENCES coding (id) DEFERRABLE INITIALLY DEFERRED,
    text       TEXT NOT NULL,
    written_ms INTEGER
) STRICT;
CREATE INDEX memo_by_coding ON memo (coding) WHERE coding IS NOT NULL;
CREATE INDEX memo_by_interview ON memo (interview) WHERE interview IS NOT NULL;

-- Who has gone through all of an interview.
CREATE TABLE coverage (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    interview INTEGER NOT NULL REFERENCES interview (id) DEFERRABLE INITIALLY DEFERRED,
    coder     INTEGER NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (interview, coder)
) STRICT;

-- Where each coder's cursor stood. No part of the research, not in the log.
CREATE TABLE place (
    interview INTEGER NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
    coder     TEXT NOT NULL,
    at        INTEGER NOT NULL,  -- code point
    at_ms     INTEGER NOT NULL,
    PRIMARY KEY (interview, coder)
) STRICT, WITHOUT ROWID;

-- The log --------------------------------------------------------------------

CREATE TABLE op (
    id    INTEGER PRIMARY KEY,
    uid   BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    coder TEXT NOT NULL,     -- who acted
    kind  TEXT NOT NULL,     -- 'code', 'import', 'undo', ...
    edit  TEXT NOT NULL,     -- what was asked for, as JSON
    at_ms INTEGER NOT NULL,
    state INTEGER NOT NULL,  -- 0 done, 1 undone, 2 undone and left behind by later work
    target INTEGER REFERENCES op (id)  -- the step that an 'undo' or 'redo' is about
) STRICT;
CREATE INDEX op_by_coder ON op (coder, state, id);

-- Rows a step touched. A row it made has no `before`, and its `after` is
-- filled in when the step is undone; a row it removed has no `after`.
CREATE TABLE op_row (
    id       INTEGER PRIMARY KEY,
    op       INTEGER NOT NULL REFERENCES op (id),
    tbl      TEXT NOT NULL,
    row      INTEGER NOT NULL,
    before   TEXT,  -- the row as JSON
    after    TEXT   -- the row as JSON
) STRICT;
CREATE INDEX op_row_by_op ON op_row (op);
CREATE INDEX op_row_by_row ON op_row (tbl, row);

-- Who has the study open for writing.
CREATE TABLE owner (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    host     TEXT NOT NULL,
    pid      INTEGER NOT NULL,
    user     TEXT NOT NULL,
    since_ms INTEGER NOT NULL
) STRICT;

-- For archives: every quotation with everything that belongs to it.
CREATE VIEW quotation AS
SELECT interview.name AS interview,
       code.public_id AS code,
       code.name AS code_name,
       coder.name AS coder,
       coding.start AS start,
       coding.end AS end,
       substr(revision.text, coding.start + 1, coding.end - coding.start) AS words,
       status.name AS status
FROM coding
JOIN interview ON interview.id = coding.interview
JOIN revision ON revision.id = interview.revision
JOIN code ON code.id = coding.code
JOIN coder ON coder.id = coding.coder
JOIN status ON status.id = coding.status
WHERE code.retired = 0;
