CREATE TEMP TABLE passage AS
SELECT interview, coder, start, end, code FROM coding WHERE status NOT IN (1, 4);
CREATE INDEX temp.passage_by_place ON passage (interview, coder, start, end, code);
SELECT min(a.code, b.code), max(a.code, b.code), count(*), count(DISTINCT a.interview)
FROM passage AS a
CROSS JOIN passage AS b ON b.interview = a.interview AND b.coder = a.coder
  AND b.start >= a.start AND b.start < a.end AND b.code <> a.code
  AND (b.start > a.start OR b.rowid > a.rowid)
GROUP BY 1, 2;
