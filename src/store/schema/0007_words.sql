-- A fangtan study, format 7: words as the study wants them, and summaries of its framework matrix.

-- Words that are cut and counted otherwise than the program does by itself.
CREATE TABLE lexicon (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    list TEXT NOT NULL CHECK (list IN ('word', 'cut', 'stop', 'keep')),
    word TEXT NOT NULL,  -- letters in small form and normal width
    UNIQUE (list, word)
) STRICT;

-- What a coder makes of all that an interview says to a code: a cell of the matrix.
CREATE TABLE summary (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    interview  INTEGER NOT NULL REFERENCES interview (id),
    code       INTEGER NOT NULL REFERENCES code (id),
    coder      INTEGER NOT NULL REFERENCES coder (id),
    text       TEXT NOT NULL,
    written_ms INTEGER,
    UNIQUE (interview, code, coder)
) STRICT;
CREATE INDEX summary_by_code ON summary (code);
