-- A fangtan study, format 3: two coders and a reviewer.

-- A reviewer's version of a coding stands as a coding of its own, so that it follows
-- corrections, is searched and counted like any other; the coder's own is kept beside it.
INSERT INTO status (id, name) VALUES (6, 'superseded'), (7, 'settled');

-- Who is to code which interview.
CREATE TABLE assignment (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    uid       BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    interview INTEGER NOT NULL REFERENCES interview (id) DEFERRABLE INITIALLY DEFERRED,
    coder     INTEGER NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
    blind     INTEGER NOT NULL,  -- 1: until `coverage` says done the program shows the coder nobody else's work on it
    UNIQUE (interview, coder)
) STRICT;

-- What a reviewer said of a coding. Every one stays; the latest decides `coding.status`.
CREATE TABLE verdict (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    uid      BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    coding   INTEGER NOT NULL REFERENCES coding (id) DEFERRABLE INITIALLY DEFERRED,
    reviewer INTEGER NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
    verdict  TEXT NOT NULL,     -- 'accepted', 'amended', 'rejected', 'asked', 'kept' (confirmed under the code's present version)
    amended  INTEGER REFERENCES coding (id) DEFERRABLE INITIALLY DEFERRED,  -- of 'amended': the coding that counts in its place
    was      INTEGER NOT NULL REFERENCES status (id),  -- the status before
    reason   TEXT NOT NULL,     -- '': none was given
    codebook INTEGER NOT NULL,  -- changes of the codebook in force then
    at_ms    INTEGER            -- NULL: an imported file didn't say
) STRICT;
CREATE INDEX verdict_by_coding ON verdict (coding);
CREATE INDEX verdict_by_amended ON verdict (amended) WHERE amended IS NOT NULL;

-- What became of a passage that two coders coded differently.
CREATE TABLE settlement (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    uid       BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    interview INTEGER NOT NULL REFERENCES interview (id) DEFERRABLE INITIALLY DEFERRED,
    a         INTEGER REFERENCES coding (id) DEFERRABLE INITIALLY DEFERRED,  -- NULL: this coder has nothing there
    b         INTEGER REFERENCES coding (id) DEFERRABLE INITIALLY DEFERRED,
    outcome   TEXT NOT NULL,     -- 'a', 'b', 'both', 'neither', 'other'
    final     INTEGER REFERENCES coding (id) DEFERRABLE INITIALLY DEFERRED,  -- of 'other': the coding, of status 7
    coder     INTEGER NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,  -- who settled it
    reason    TEXT NOT NULL,     -- '': none was given
    codebook  INTEGER NOT NULL,  -- changes of the codebook in force then
    at_ms     INTEGER,           -- NULL: an imported file didn't say
    CHECK (a IS NOT NULL OR b IS NOT NULL)
) STRICT;
CREATE INDEX settlement_by_interview ON settlement (interview);
CREATE INDEX settlement_by_a ON settlement (a) WHERE a IS NOT NULL;
CREATE INDEX settlement_by_b ON settlement (b) WHERE b IS NOT NULL;

-- Interviews whose consent was taken back: the identity, and nothing else of them.
-- Never emptied; no import, undo or merge brings such an interview back.
CREATE TABLE tombstone (
    uid BLOB NOT NULL PRIMARY KEY CHECK (length(uid) = 16)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER withdrawn_stays_withdrawn BEFORE INSERT ON interview
WHEN EXISTS (SELECT 1 FROM tombstone WHERE uid = NEW.uid)
BEGIN
    SELECT raise(ABORT, 'withdrawn');
END;
