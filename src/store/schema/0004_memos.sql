-- A fangtan study, format 4.

-- What sort of thinking a memo holds: 'content', 'coding', 'theory', 'method', 'reflexivity', 'question'.
ALTER TABLE memo ADD COLUMN kind TEXT NOT NULL DEFAULT 'content';
-- The passage of `interview` that it is about, in code points, half-open; NULL: all of it, or something else.
ALTER TABLE memo ADD COLUMN start INTEGER;
ALTER TABLE memo ADD COLUMN end INTEGER;
UPDATE op_row SET before = json_insert(before, '$.kind', 'content', '$.start', NULL, '$.end', NULL) WHERE tbl = 'memo' AND before IS NOT NULL;
UPDATE op_row SET after = json_insert(after, '$.kind', 'content', '$.start', NULL, '$.end', NULL) WHERE tbl = 'memo' AND after IS NOT NULL;

-- A memo being written, as it was typed a moment ago; gone when the memo is. No part of
-- the research, not in the log, never exported. What it is about is named by its uid and
-- no key: it may go before the draft does.
CREATE TABLE draft (
    id        INTEGER PRIMARY KEY,
    coder     TEXT NOT NULL,
    interview BLOB,             -- the interview, or that of the passage or coding; all NULL: the study
    code      BLOB,
    coding    BLOB,
    start     INTEGER,          -- as memo.start
    end       INTEGER,
    kind      TEXT NOT NULL,    -- as memo.kind
    text      TEXT NOT NULL,
    at_ms     INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_coder ON draft (coder);
