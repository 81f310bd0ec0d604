"""A whole archive moved into another one, whatever the two stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from .backend import Backend
from .database import Database, Row
from .errors import ArchiveError

Tell = Callable[[str], None]

BATCH = 500  # rows written at once
# Every table but the full text, which is made anew, with the column whose numbers go on.
TABLES = (
    ("runs", "run"),
    ("failures", "failure"),
    ("blobs", ""),
    ("submissions", "number"),
    ("revisions", "revision"),
    ("reports", "report"),
    ("arrivals", "arrival"),
    ("files", ""),
    ("history", "entry"),
    ("decisions", ""),
    ("findings", ""),
    ("fingerprints", ""),
    ("shingles", ""),
    ("readings", ""),
    ("pages", ""),
)


def copy(source: Backend, target: Backend, tell: Tell) -> None:
    """Copy all rows and original bytes into an empty archive, whole or not at all.

    Original bytes come first, so that no row is without them; a copy that was broken off can be
    started again. Raises `ArchiveError` when the target holds anything.
    """
    if target.database.one("SELECT count(*) FROM history"):
        raise ArchiveError(f"{target.database.place}：目标归档里已有内容，请另选一个空的")
    tell("原件")
    for (sha256,) in source.database.rows("SELECT sha256 FROM blobs ORDER BY sha256"):
        target.originals.put(source.originals.path(sha256))
    with target.database.transaction():
        for table, key in TABLES:
            tell(table)
            for rows in _batched(source.database.stream(f"SELECT * FROM {table}")):
                _insert(target.database, table, rows)
            if key:
                target.database.renumber(table, key)


def _insert(database: Database, table: str, rows: list[Row]) -> None:
    marks = ", ".join("?" * len(rows[0]))
    database.many(f"INSERT INTO {table} VALUES ({marks})", rows)
    if table == "pages":
        database.index_pages((row[0], row[5]) for row in rows)


def _batched(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
