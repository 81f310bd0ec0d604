"""What happened in an archive, appended and chained: each entry's hash covers the one before.

Altering, removing or inserting an entry breaks the chain from there on.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from .database import Database
from .errors import ArchiveError

Action = Literal["file", "arrive", "check", "fail"]

_COLUMNS = "at, who, action, submission, subject, old, new, version, previous, hash"


@dataclass(frozen=True)
class Event:
    """What is to be recorded; `old` and `new` are contents, or hashes of long ones."""

    action: Action
    submission: str
    subject: str
    old: str = ""
    new: str = ""
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
    version: str
    previous: str
    hash: str


def now() -> str:
    """Return the time as it is stored: ISO 8601 in UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def append(database: Database, who: str, event: Event) -> None:
    """Add an entry; to be called inside the transaction that does what it records."""
    previous = database.one("SELECT hash FROM history ORDER BY entry DESC LIMIT 1") or ""
    content = (
        now(),
        who,
        event.action,
        event.submission,
        event.subject,
        event.old,
        event.new,
        event.version,
        previous,
    )
    database.insert(
        f"INSERT INTO history ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*content, _hash(content)),
    )


def entries(database: Database, submission: str | None = None) -> list[Entry]:
    """Return the entries, oldest first; of one submission where it is named."""
    sql = f"SELECT entry, {_COLUMNS} FROM history"
    if submission is None:
        return [Entry(*row) for row in database.rows(f"{sql} ORDER BY entry")]
    found = database.rows(f"{sql} WHERE submission = ? ORDER BY entry", (submission,))
    return [Entry(*row) for row in found]


def verify(database: Database) -> int:
    """Walk the whole chain and return its length; raises `ArchiveError` at the first break."""
    previous = ""
    rows = database.rows(f"SELECT entry, {_COLUMNS} FROM history ORDER BY entry")
    for entry, *content, digest in rows:
        if content[-1] != previous or _hash(tuple(content)) != digest:
            raise ArchiveError(f"{database.path}：历史记录第 {entry} 条被改动，或其前有缺失")
        previous = digest
    return len(rows)


def _hash(content: tuple[str, ...]) -> str:
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
