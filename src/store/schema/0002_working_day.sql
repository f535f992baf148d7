-- Format 2.

-- The code that took this one's place when it was retired by a merge.
ALTER TABLE code ADD COLUMN merged_into INTEGER REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED;

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
