PRAGMA foreign_keys = ON;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
BEGIN IMMEDIATE;
INSERT INTO op (uid, coder, kind, edit, at_ms, state)
VALUES (randomblob(16), 'anna', 'code', '{"edit":"code"}', 1767574800000, 0);
INSERT INTO coding (uid, interview, code, coder, start, end, status, code_version, created_ms, hash,
                    before, after)
VALUES (randomblob(16), 1, 2, 1, abs(random()) % 1000, 2000 + abs(random()) % 1000, 0, 1,
        1767574800000, 1, '一二三四五六七八', '一二三四五六七八');
INSERT INTO op_row (op, tbl, row)
VALUES ((SELECT max(id) FROM op), 'coding', last_insert_rowid());
COMMIT;
