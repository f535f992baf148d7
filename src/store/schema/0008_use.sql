-- A fangtan study, format 8: passages whose words are counted and not printed.

-- What may become of the words of the passage. It holds for every other coding that overlaps it.
ALTER TABLE coding ADD COLUMN use_as INTEGER;  -- 1 not to be quoted, 2 background only; NULL: as any other
UPDATE op_row SET before = json_insert(before, '$.use_as', NULL) WHERE tbl = 'coding' AND before IS NOT NULL;
UPDATE op_row SET after = json_insert(after, '$.use_as', NULL) WHERE tbl = 'coding' AND after IS NOT NULL;

-- A merge tells it apart as a part of its own, the seventh: as old as the coding, and said by nobody.
UPDATE merged SET stamps = (
    SELECT json_group_array(json(value) ORDER BY place) FROM (
        SELECT value, CASE WHEN key < 6 THEN key ELSE key + 1 END AS place FROM json_each(merged.stamps)
        UNION ALL SELECT json_extract(merged.stamps, '$[0]'), 6))
WHERE tbl = 'coding' AND json_array_length(stamps) >= 7;
UPDATE merged SET says = json_insert(says, '$[#]', NULL) WHERE tbl = 'coding' AND says IS NOT NULL;
