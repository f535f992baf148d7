"""Reads transcripts into an empty study as plainly as it can be done: STUDY FOLDER."""

import hashlib
import os
import re
import sqlite3
import sys

label = re.compile(r"^(访谈者|受访者)：", re.M)
study, folder = sys.argv[1:]
db = sqlite3.connect(study)
db.execute("PRAGMA synchronous = FULL")
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name), "rb") as file:
        data = file.read()
    text = data.decode("utf-8")
    original = db.execute(
        "INSERT INTO original (hash, bytes) VALUES (?, ?)",
        (hashlib.sha256(data).hexdigest(), data),
    ).lastrowid
    revision = db.execute(
        "INSERT INTO revision (uid, text, n_chars, hash) VALUES (?, ?, ?, ?)",
        (os.urandom(16), text, len(text), hashlib.sha256(data).hexdigest()),
    ).lastrowid
    heads = list(label.finditer(text))
    ends = [head.start() - 1 for head in heads[1:]] + [len(text) - 1]
    db.executemany(
        "INSERT INTO turn (revision, seq, start, end, speaker) VALUES (?, ?, ?, ?, ?)",
        (
            (revision, seq, head.end(), end, int(head[1] == "受访者"))
            for seq, (head, end) in enumerate(zip(heads, ends))
        ),
    )
    interview = db.execute(
        "INSERT INTO interview (uid, name, sort, ordered, revision, original, file, format,"
        " encoding, header) VALUES (?, ?, ?, 0, ?, ?, ?, 'txt', 'UTF-8', '[]')",
        (os.urandom(16), name, revision, revision, original, name),
    ).lastrowid
    db.executemany(
        "INSERT INTO speaker (uid, interview, seq, label) VALUES (?, ?, ?, ?)",
        ((os.urandom(16), interview, seq, said) for seq, said in enumerate(["访谈者", "受访者"])),
    )
db.commit()
