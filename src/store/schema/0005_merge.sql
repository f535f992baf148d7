-- A fangtan study, format 5: copies that went apart come together.

-- When a step was done, as far as order goes: milliseconds since 1970 like `at_ms`, but more
-- than that of every step before it and of every step taken in from another copy, whatever
-- the clock of the machine said.
ALTER TABLE op ADD COLUMN clock INTEGER NOT NULL DEFAULT 0;
-- The step (op.id) that took this one in from another copy, where it was done; NULL: it was done here.
ALTER TABLE op ADD COLUMN merged INTEGER;
WITH numbered AS (SELECT id, at_ms, row_number() OVER (ORDER BY id) AS n FROM op),
     counted AS (SELECT id, n + max(at_ms - n) OVER (ORDER BY id) AS clock FROM numbered)
UPDATE op SET clock = counted.clock FROM counted WHERE counted.id = op.id;
CREATE INDEX op_by_clock ON op (clock);

-- Where a turn stands among all that any copy has: '3' is the fourth of the first text,
-- others were opened between two. NULL: `seq`, or (opened) as it follows from the step.
ALTER TABLE turn ADD COLUMN place TEXT;
ALTER TABLE correction ADD COLUMN place TEXT;
UPDATE op_row SET before = json_insert(before, '$.place', NULL) WHERE tbl = 'correction' AND before IS NOT NULL;
UPDATE op_row SET after = json_insert(after, '$.place', NULL) WHERE tbl = 'correction' AND after IS NOT NULL;

-- What other copies say of a thing, where the row itself or the log doesn't: when each part
-- of it was changed, that it is gone, or (`says`) what it says where it could not stand here
-- as it is: two codings in one place, two codes with one id, words that went.
CREATE TABLE merged (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    tbl       TEXT NOT NULL,
    thing     TEXT NOT NULL,     -- its identity over all copies
    interview TEXT,              -- uid of the interview that it belongs to, hexadecimal
    clock     INTEGER NOT NULL,  -- op.clock of the merge that wrote this
    stamps    TEXT NOT NULL,     -- [[clock, uid of the step], ...] by part, then that of its going where it went
    says      TEXT,              -- its columns as JSON; NULL: as the row says
    UNIQUE (tbl, thing)
) STRICT;
CREATE INDEX merged_by_interview ON merged (interview) WHERE interview IS NOT NULL;

-- What a merge could not decide for good, for somebody to look at.
CREATE TABLE conflict (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    uid       BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    kind      TEXT NOT NULL,  -- 'changed', 'deleted', 'turn', 'passage', 'renamed', 'circle'
    tbl       TEXT NOT NULL,
    thing     TEXT NOT NULL,  -- its identity over all copies
    interview TEXT,           -- uid of the interview that it belongs to, hexadecimal
    part      TEXT NOT NULL,  -- which columns
    kept      TEXT,           -- what stands, as JSON; NULL: nothing
    other     TEXT,           -- what does not, as JSON; NULL: nothing
    kept_by   TEXT NOT NULL,  -- coder; '': not known
    other_by  TEXT NOT NULL,
    kept_ms   INTEGER NOT NULL,  -- op.clock; 0: not known
    other_ms  INTEGER NOT NULL,
    outcome   TEXT NOT NULL   -- '': open; 'kept', 'other'
) STRICT;
CREATE INDEX conflict_by_outcome ON conflict (outcome);
