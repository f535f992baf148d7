SELECT a.code, b.code, count(*), count(DISTINCT a.interview)
FROM coding AS a
JOIN coding AS b ON b.interview = a.interview AND b.coder = a.coder
  AND b.code > a.code AND b.start < a.end AND a.start < b.end
WHERE a.status NOT IN (1, 4) AND b.status NOT IN (1, 4)
GROUP BY a.code, b.code;
