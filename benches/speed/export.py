"""Writes every coding of a study as csv: STUDY FILE."""

import csv
import sqlite3
import sys

study, path = sys.argv[1:]
db = sqlite3.connect(study)
texts = db.execute(
    "SELECT interview.id, interview.name, revision.text FROM interview"
    " JOIN revision ON revision.id = interview.revision ORDER BY interview.sort"
)
codings = """
    SELECT hex(coding.uid), coding.start, coding.end, code.public_id, code.name, coder.name,
           status.name, memo.text, coding.created_ms
    FROM coding
    JOIN code ON code.id = coding.code
    JOIN coder ON coder.id = coding.coder
    JOIN status ON status.id = coding.status
    LEFT JOIN memo ON memo.coding = coding.id
    WHERE coding.interview = ? AND coding.status NOT IN (1, 4) AND code.retired = 0
    ORDER BY coding.start
"""
with open(path, "w", newline="", encoding="utf-8-sig") as file:
    out = csv.writer(file)
    out.writerow("id interview start end text code name coder status memo created_ms".split())
    for interview, name, text in texts:
        for uid, start, end, code, words, coder, status, memo, at in db.execute(codings, (interview,)):
            out.writerow((uid, name, start, end, text[start:end], code, words, coder, status, memo, at))
