-- A fangtan study, format 4.

-- What sort of thinking a memo holds: 'content', 'coding', 'theory', 'method', 'reflexivity', 'question'.
ALTER TABLE memo ADD COLUMN kind TEXT NOT NULL DEFAULT 'content';
-- The passage of `interview` that it is about, in code points, half-open; NULL: all of it, or something else.
ALTER TABLE memo ADD COLUMN start INTEGER;
ALTER TABLE memo ADD COLUMN end INTEGER;
UPDATE op_row SET before = json_insert(before, '$.kind', 'content', '$.start', NULL, '$.end', NULL) WHERE tbl = 'memo' AND before IS NOT NULL;
UPDATE op_row SET after = json_insert(after, '$.kind', 'content', '$.start', NULL, '$.end', NULL) WHERE tbl = 'memo' AND after IS NOT NULL;

-- A memo being written, as it was typed a moment ago; gone when the memo is. No part of
-- the research, not in the log, never exported.
CREATE TABLE draft (
    coder  TEXT NOT NULL,
    target TEXT NOT NULL,     -- what the memo is about: {"on": "code", "id": "01981b3c-..."}
    kind   TEXT NOT NULL,     -- as memo.kind
    text   TEXT NOT NULL,
    at_ms  INTEGER NOT NULL,
    PRIMARY KEY (coder, target)
) STRICT, WITHOUT ROWID;
