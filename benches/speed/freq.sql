SELECT code.public_id, code.name, count(coding.start), count(DISTINCT coding.interview)
FROM code
LEFT JOIN coding ON coding.code = code.id AND coding.status NOT IN (1, 4)
WHERE code.retired = 0
GROUP BY code.id
ORDER BY code.sort;
