"""The tables of an archive, as ordered migrations.

A migration once released is never changed; a new need is a new function at the end. Each runs in
one transaction with the number it leaves in `user_version`.

`submissions`, `findings`, `readings`, `pages` and `page_index` hold the current state and can be
made again from the append-only tables `revisions`, `reports`, `arrivals` and `history`.
"""

from __future__ import annotations

from collections.abc import Callable

from .database import Database
from .errors import ArchiveError

APPLICATION_ID = 0x5348_454E  # "SHEN", tells our file from another program's


def _first(database: Database) -> None:
    for statement in _FIRST.split(";\n"):
        if statement.strip():
            database.rows(statement)
    database.rows(_PAGE_INDEX)


_FIRST = """
CREATE TABLE runs (
    run INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    batch TEXT NOT NULL,
    version TEXT NOT NULL,
    filed INTEGER NOT NULL DEFAULT 0,
    known INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    pages INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE failures (
    failure INTEGER PRIMARY KEY,
    run INTEGER REFERENCES runs (run),
    source TEXT NOT NULL,
    message TEXT NOT NULL,
    failed_at TEXT NOT NULL
);
CREATE TABLE blobs (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    stored_at TEXT NOT NULL
);
CREATE TABLE submissions (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    kind TEXT,
    revision INTEGER NOT NULL
);
CREATE INDEX submissions_name ON submissions (name);
CREATE TABLE revisions (
    revision INTEGER PRIMARY KEY,
    submission TEXT NOT NULL,
    number INTEGER NOT NULL,
    content_key TEXT NOT NULL,
    work_key TEXT NOT NULL,
    version TEXT NOT NULL,
    filed_at TEXT NOT NULL,
    record BLOB NOT NULL,
    fingerprint TEXT NOT NULL,
    UNIQUE (submission, number)
);
CREATE INDEX revisions_content_key ON revisions (content_key);
CREATE INDEX revisions_work_key ON revisions (work_key);
CREATE TABLE reports (
    report INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES revisions (revision),
    version TEXT NOT NULL,
    made_at TEXT NOT NULL,
    content BLOB NOT NULL
);
CREATE INDEX reports_revision ON reports (revision);
CREATE TABLE arrivals (
    arrival INTEGER PRIMARY KEY,
    submission TEXT NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (revision),
    batch TEXT NOT NULL,
    source TEXT NOT NULL,
    arrived_at TEXT NOT NULL
);
CREATE INDEX arrivals_submission ON arrivals (submission);
CREATE INDEX arrivals_source ON arrivals (source);
CREATE TABLE files (
    revision INTEGER NOT NULL REFERENCES revisions (revision),
    path TEXT NOT NULL,
    pages INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (revision, path)
);
CREATE INDEX files_sha256 ON files (sha256);
CREATE TABLE findings (
    submission TEXT NOT NULL,
    code TEXT NOT NULL,
    key TEXT NOT NULL,
    severity TEXT NOT NULL,
    confidence REAL NOT NULL,
    message TEXT NOT NULL
);
CREATE INDEX findings_submission ON findings (submission);
CREATE INDEX findings_code ON findings (code, submission);
CREATE TABLE readings (
    submission TEXT NOT NULL,
    field TEXT NOT NULL,
    year TEXT NOT NULL,
    number REAL,
    text TEXT,
    confidence REAL NOT NULL,
    file TEXT NOT NULL,
    page INTEGER NOT NULL
);
CREATE INDEX readings_submission ON readings (submission);
CREATE INDEX readings_number ON readings (field, year, number);
CREATE INDEX readings_text ON readings (field, text);
CREATE TABLE pages (
    page_id INTEGER PRIMARY KEY,
    submission TEXT NOT NULL,
    file TEXT NOT NULL,
    page INTEGER NOT NULL,
    type TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE UNIQUE INDEX pages_place ON pages (submission, file, page);
CREATE TABLE history (
    entry INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    submission TEXT NOT NULL,
    subject TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    version TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX history_submission ON history (submission);
"""

# The tokens are cut by `bigrams`; the tokenizer only has to split at spaces, so every other
# ASCII sign counts as part of a token. The text itself lies in `pages`.
_PAGE_INDEX = """
CREATE VIRTUAL TABLE page_index USING fts5(
    tokens, content='', contentless_delete=1,
    tokenize="ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\\]^_`{|}~'"
)
"""

MIGRATIONS: tuple[Callable[[Database], None], ...] = (_first,)
VERSION = len(MIGRATIONS)


def version(database: Database) -> int:
    """Return the migrations a file has seen, 0 for a new one.

    Raises `ArchiveError` for another program's file and for one by a newer version of ours.
    """
    found = int(database.one("PRAGMA user_version"))
    owner = int(database.one("PRAGMA application_id"))
    tables = int(database.one("SELECT count(*) FROM sqlite_master"))
    if owner != APPLICATION_ID and (tables or found):
        raise ArchiveError(f"{database.path}：不是申核的归档文件")
    if found > VERSION:
        raise ArchiveError(
            f"{database.path}：这个归档由较新版本的申核写成"
            f"（归档格式 {found}，本程序只识得 {VERSION}），请升级申核后再打开"
        )
    return found


def migrate(database: Database) -> None:
    """Bring a file up to `VERSION`, each step whole or not at all."""
    for number in range(version(database), VERSION):
        with database.transaction():
            MIGRATIONS[number](database)
            database.rows(f"PRAGMA application_id = {APPLICATION_ID}")
            database.rows(f"PRAGMA user_version = {number + 1}")


def check(database: Database) -> None:
    """Ask the engine to look the whole file over; raises `ArchiveError` when it is damaged."""
    answer = database.one("PRAGMA quick_check(1)")
    if answer != "ok":
        raise ArchiveError(f"{database.path}：归档文件已损坏（{answer}）。请勿继续写入，用备份恢复")
