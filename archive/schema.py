"""The tables of an archive, as ordered migrations, for SQLite and PostgreSQL alike.

A migration once released is never changed; a new need is a new function at the end. Each runs in
one transaction with the number it leaves behind.

`runs`, `failures`, `blobs`, `revisions`, `reports`, `files`, `arrivals` and `history` are only ever
added to (a run also gets its end). All others hold the current state and can be made again from
them: `archive/indexing.py` does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .database import Database
from .errors import ArchiveError

BASELINE = 2  # the first format that is still read

# What the two engines write differently: `{key}` is a row's number given by the engine, `{id}` one
# given by us, `{text}` a text ordered by its code points, `{keyed}` ends a table that is its index.
Dialect = Mapping[str, str]


def baseline(database: Database, dialect: Dialect) -> None:
    _run(database, dialect, _BASELINE)


_BASELINE = """
CREATE TABLE runs (
    run {key},
    started_at {text} NOT NULL,
    ended_at {text},
    batch {text} NOT NULL,
    version {text} NOT NULL,
    filed INTEGER NOT NULL DEFAULT 0,
    known INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    pages INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE failures (
    failure {key},
    run INTEGER,
    source {text} NOT NULL,
    message {text} NOT NULL,
    failed_at {text} NOT NULL
);
CREATE TABLE blobs (
    sha256 {text} PRIMARY KEY,
    size BIGINT NOT NULL,
    stored_at {text} NOT NULL
);
CREATE TABLE submissions (
    number {key},
    id {text} NOT NULL UNIQUE,
    name {text} NOT NULL,
    source {text} NOT NULL,
    kind {text},
    district {text},
    firm {text},
    pages INTEGER NOT NULL,
    revision BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX submissions_name ON submissions (name);
CREATE TABLE revisions (
    revision {key},
    submission {text} NOT NULL,
    number INTEGER NOT NULL,
    content_key {text} NOT NULL,
    work_key {text} NOT NULL,
    version {text} NOT NULL,
    filed_at {text} NOT NULL,
    record {bytes} NOT NULL,
    entry BIGINT NOT NULL,
    UNIQUE (submission, number)
);
CREATE INDEX revisions_content_key ON revisions (content_key);
CREATE INDEX revisions_work_key ON revisions (work_key);
CREATE TABLE reports (
    report {key},
    submission {text} NOT NULL,
    revision BIGINT NOT NULL,
    version {text} NOT NULL,
    made_at {text} NOT NULL,
    content {bytes} NOT NULL,
    entry BIGINT NOT NULL
);
CREATE INDEX reports_submission ON reports (submission, entry);
CREATE TABLE arrivals (
    arrival {key},
    submission {text} NOT NULL,
    revision BIGINT NOT NULL,
    batch {text} NOT NULL,
    source {text} NOT NULL,
    arrived_at {text} NOT NULL
);
CREATE INDEX arrivals_submission ON arrivals (submission);
CREATE INDEX arrivals_source ON arrivals (source);
CREATE TABLE files (
    revision BIGINT NOT NULL,
    path {text} NOT NULL,
    pages INTEGER NOT NULL,
    sha256 {text} NOT NULL,
    PRIMARY KEY (revision, path)
);
CREATE INDEX files_sha256 ON files (sha256);
CREATE TABLE history (
    entry {key},
    at {text} NOT NULL,
    who {text} NOT NULL,
    action {text} NOT NULL,
    submission {text} NOT NULL,
    subject {text} NOT NULL,
    old {text} NOT NULL,
    new {text} NOT NULL,
    note {text} NOT NULL,
    target BIGINT NOT NULL,
    version {text} NOT NULL,
    previous {text} NOT NULL,
    hash {text} NOT NULL
);
CREATE INDEX history_submission ON history (submission, entry);
CREATE TABLE decisions (
    submission BIGINT NOT NULL,
    code {text} NOT NULL,
    key {text} NOT NULL,
    verdict {text} NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (submission, code, key)
);
CREATE TABLE findings (
    submission BIGINT NOT NULL,
    code {text} NOT NULL,
    key {text} NOT NULL,
    severity {text} NOT NULL,
    confidence {real} NOT NULL,
    message {text} NOT NULL
);
CREATE INDEX findings_submission ON findings (submission);
CREATE INDEX findings_code ON findings (code, submission);
CREATE INDEX findings_severity ON findings (severity, submission);
CREATE TABLE fingerprints (
    submission {id},
    content {text} NOT NULL
);
CREATE TABLE shingles (
    shingle BIGINT NOT NULL,
    submission BIGINT NOT NULL,
    PRIMARY KEY (shingle, submission)
){keyed};
CREATE INDEX shingles_submission ON shingles (submission);
CREATE TABLE readings (
    submission BIGINT NOT NULL,
    field {text} NOT NULL,
    year {text} NOT NULL,
    number {real},
    text {text},
    confidence {real} NOT NULL,
    file {text} NOT NULL,
    page INTEGER NOT NULL
);
CREATE INDEX readings_submission ON readings (submission);
CREATE INDEX readings_number ON readings (field, year, number, submission);
CREATE INDEX readings_text ON readings (field, text, submission);
CREATE TABLE pages (
    page_id {id},
    submission BIGINT NOT NULL,
    file {text} NOT NULL,
    page INTEGER NOT NULL,
    type {text} NOT NULL,
    text {text} NOT NULL,
    boxes {bytes} NOT NULL
);
CREATE INDEX pages_submission ON pages (submission, file, page);
"""


def queue(database: Database, dialect: Dialect) -> None:
    """Add the queue that loads share, and what a run tells at its end."""
    _run(database, dialect, _QUEUE)


_QUEUE = """
CREATE TABLE queue (
    job {key},
    source {text} NOT NULL UNIQUE,
    submission {text} NOT NULL,
    content_key {text} NOT NULL,
    work_key {text} NOT NULL,
    bytes BIGINT NOT NULL,
    run BIGINT NOT NULL,
    state {text} NOT NULL,
    worker {text} NOT NULL,
    until {real} NOT NULL,
    attempts INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    trouble {text} NOT NULL,
    message {text} NOT NULL,
    changed_at {text} NOT NULL
);
CREATE INDEX queue_state ON queue (state);
CREATE INDEX queue_worker ON queue (worker, state);
CREATE INDEX queue_submission ON queue (submission);
ALTER TABLE runs ADD COLUMN worker {text} NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN with_errors INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN quarantined INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN elsewhere INTEGER NOT NULL DEFAULT 0;
"""

MIGRATIONS: tuple[Callable[[Database, Dialect], None], ...] = (queue,)
VERSION = BASELINE + len(MIGRATIONS)


def _run(database: Database, dialect: Dialect, statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            database.rows(statement.format_map(dialect))


def steps(found: int) -> list[tuple[int, Callable[[Database, Dialect], None]]]:
    """Return what brings an archive from a format up to date, each with the format it leaves.

    Format 0 is an empty one.
    """
    every = list(enumerate((baseline, *MIGRATIONS), start=BASELINE))
    return [(number, step) for number, step in every if number > found]


def refuse_foreign(place: str, found: int) -> None:
    """Raise `ArchiveError` for a format that this program cannot read."""
    if found > VERSION:
        raise ArchiveError(
            f"{place}：这个归档由较新版本的申核写成"
            f"（归档格式 {found}，本程序只识得 {VERSION}），请升级申核后再打开"
        )
    if 0 < found < BASELINE:
        raise ArchiveError(
            f"{place}：这个归档由早期的试用版写成（归档格式 {found}），已不能打开。"
            "原件在 originals/ 里；请另选一个归档文件夹，用 shenhe load 重新收入"
        )
