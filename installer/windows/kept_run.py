#!/usr/bin/env python3
"""Takes the newest run out of the database of chats: kept_run.py DATABASE RUN. Fails while there is none."""
import pathlib
import sqlite3
import sys

database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
recording, = database.execute("SELECT recording FROM runs ORDER BY rowid DESC LIMIT 1").fetchone()
pathlib.Path(sys.argv[2]).write_bytes(recording)
