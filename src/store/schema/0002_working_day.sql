-- Format 2.

-- The code that took this one's place when it was retired by a merge.
ALTER TABLE code ADD COLUMN merged_into INTEGER REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED;
