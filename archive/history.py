"""What happened in an archive, appended and chained: each entry's hash covers the one before.

Altering, removing or inserting an entry breaks the chain from there on. Entries never go back in
time, so that a moment cuts the chain in a before and an after.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from typing import Literal

from .database import Database
from .errors import ArchiveError

Action = Literal["file", "arrive", "check", "fail", "correct", "decide", "undo", "lapse"]

# What changes a submission as it is shown; the number of the last such entry is its version.
CHANGES = ("file", "check", "correct", "decide", "undo", "lapse")

_COLUMNS = "at, who, action, submission, subject, old, new, note, target, version, previous, hash"


@dataclass(frozen=True)
class Event:
    """What is to be recorded.

    `old` and `new` are contents, or hashes of long ones; `target` is the entry that is undone;
    `version` is that of the program and its rules.
    """

    action: Action
    submission: str
    subject: str
    old: str = ""
    new: str = ""
    note: str = ""
    target: int = 0
    version: str = ""


@dataclass(frozen=True)
class Entry:
    number: int
    at: str  # ISO 8601, UTC
    who: str
    action: str
    submission: str
    subject: str
    old: str
    new: str
    note: str
    target: int
    version: str
    previous: str
    hash: str


_FIELDS = tuple(field.name for field in fields(Entry))


def now() -> str:
    """Return the time as it is stored: ISO 8601 in UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def local_time(at: str) -> str:
    """Return a time as it is stored in the way people here read it."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M:%S}"


def append(database: Database, who: str, event: Event) -> Entry:
    """Add an entry; to be called inside the transaction that does what it records."""
    last = database.row("SELECT entry, at, hash FROM history ORDER BY entry DESC LIMIT 1")
    number, before, previous = last or (0, "", "")
    content = (
        max(now(), before),
        who.replace("\x00", ""),  # which PostgreSQL cannot keep
        event.action,
        event.submission,
        event.subject,
        event.old,
        event.new,
        event.note.replace("\x00", ""),
        event.target,
        event.version,
        previous,
    )
    entry = Entry(number + 1, *content, _hash(content))
    marks = ", ".join("?" * len(_FIELDS))
    database.rows(f"INSERT INTO history (entry, {_COLUMNS}) VALUES ({marks})", astuple(entry))
    return entry


def entries(
    database: Database, submission: str | None = None, until: str | None = None
) -> list[Entry]:
    """Return the entries, oldest first; of one submission, or up to a moment, where it is given."""
    parts, values = ["TRUE"], []
    for condition, value in (("submission = ?", submission), ("at <= ?", until)):
        if value is not None:
            parts.append(condition)
            values.append(value)
    sql = f"SELECT entry, {_COLUMNS} FROM history WHERE {' AND '.join(parts)} ORDER BY entry"
    return [Entry(*row) for row in database.rows(sql, values)]


def changed(database: Database, since: int) -> tuple[int, frozenset[str]]:
    """Return the last entry's number, and the submissions that entries after one are about."""
    last = int(database.one("SELECT coalesce(max(entry), 0) FROM history"))
    if last == since:
        return last, frozenset()
    rows = database.rows(
        "SELECT DISTINCT submission FROM history WHERE entry > ? AND submission <> ''", (since,)
    )
    return last, frozenset(row[0] for row in rows)


def entry(database: Database, number: int) -> Entry | None:
    """Return one entry by its number."""
    row = database.row(f"SELECT entry, {_COLUMNS} FROM history WHERE entry = ?", (number,))
    return Entry(*row) if row else None


def verify(database: Database) -> int:
    """Walk the whole chain and return its length; raises `ArchiveError` at the first break."""
    previous, length = "", 0
    for row in database.stream(f"SELECT entry, {_COLUMNS} FROM history ORDER BY entry"):
        one = Entry(*row)
        chained = one.number == length + 1 and one.previous == previous
        if not chained or _hash(astuple(one)[1:-1]) != one.hash:
            raise ArchiveError(f"{database.place}：历史记录第 {one.number} 条被改动，或其前有缺失")
        previous, length = one.hash, one.number
    return length


def _hash(content: tuple[str | int, ...]) -> str:
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
