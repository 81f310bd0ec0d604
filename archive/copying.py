"""A whole archive moved into another one, whatever the two stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from .backend import Backend
from .database import Database, Row
from .errors import ArchiveError

Tell = Callable[[str], None]

BATCH = 500  # rows written at once
# Every table but the full text, which is made anew: the column whose numbers go on, if one does,
# and what people call it.
TABLES = (
    ("runs", "run", "读入记录"),
    ("failures", "failure", "失败记录"),
    ("queue", "job", "读入队列"),
    ("blobs", "", "原件登记"),
    ("submissions", "number", "申报"),
    ("revisions", "revision", "记录"),
    ("reports", "report", "核对结果"),
    ("arrivals", "arrival", "收文记录"),
    ("files", "", "文件"),
    ("history", "entry", "历史"),
    ("decisions", "", "结论"),
    ("findings", "", "疑点"),
    ("fingerprints", "", "比对依据"),
    ("shingles", "", "比对依据"),
    ("readings", "", "读数"),
    ("pages", "", "页面和全文索引"),
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
        for table, key, name in TABLES:
            tell(name)
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
