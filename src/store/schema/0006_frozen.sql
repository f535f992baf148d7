-- A fangtan study, format 6: frozen versions of the codebook keep kinds and links.

-- JSON like `codes`; NULL: the version was frozen before these were kept.
ALTER TABLE codebook_version ADD COLUMN kinds TEXT;
ALTER TABLE codebook_version ADD COLUMN links TEXT;
UPDATE op_row SET before = json_insert(before, '$.kinds', NULL, '$.links', NULL)
WHERE tbl = 'codebook_version' AND before IS NOT NULL;
UPDATE op_row SET after = json_insert(after, '$.kinds', NULL, '$.links', NULL)
WHERE tbl = 'codebook_version' AND after IS NOT NULL;
