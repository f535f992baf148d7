SELECT code.public_id, code.name, attribute.value,
       count(coding.start), count(DISTINCT coding.interview)
FROM code
JOIN coding ON coding.code = code.id AND coding.status NOT IN (1, 4)
LEFT JOIN attribute ON attribute.interview = coding.interview AND attribute.name = 'site'
WHERE code.retired = 0
GROUP BY code.id, attribute.value
ORDER BY code.sort;
