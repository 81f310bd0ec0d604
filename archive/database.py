"""The SQLite file of an archive: opened safely, one writer, errors in our own words.

Only this module and `schema` know the engine. Rows are plain tuples; the callers give them names.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

import apsw

from .errors import ArchiveError

Value = None | int | float | str | bytes
Row = tuple[Any, ...]

# Older ones can corrupt a WAL file that two connections write: sqlite.org/wal.html#walresetbug
MINIMUM_SQLITE = (3, 51, 3)
BUSY_MILLISECONDS = 5000

_TOLD: tuple[tuple[type[apsw.Error], str], ...] = (
    (apsw.NotADBError, "不是申核的归档文件，或文件头已损坏。请用备份恢复"),
    (apsw.CorruptError, "归档文件已损坏。请勿继续写入，用备份恢复"),
    (apsw.FullError, "磁盘已满，刚才的内容没有写入。腾出空间后再运行一次"),
    (apsw.BusyError, "归档正被另一个进程写入，请等它结束后再试"),
    (apsw.LockedError, "归档正被另一个进程写入，请等它结束后再试"),
    (apsw.ReadOnlyError, "归档只能读，不能写。请检查文件夹的权限"),
    (apsw.PermissionsError, "归档的文件不允许读写。请检查文件夹的权限"),
    (apsw.CantOpenError, "无法打开归档文件。请检查文件夹是否存在、是否允许读写"),
    (apsw.IOError, "读写归档文件时出错。请检查磁盘"),
)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the engine's errors into `ArchiveError`."""
    try:
        yield
    except apsw.Error as error:
        for kind, message in _TOLD:
            if isinstance(error, kind):
                raise ArchiveError(f"{path}：{message}") from error
        raise ArchiveError(f"{path}：归档出错（{error}）") from error


class Database:
    """One connection. Raises `ArchiveError` only."""

    def __init__(self, connection: apsw.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        with told(self.path):
            return list(self._connection.execute(sql, values))

    def row(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """Return the first row, `None` when there is none."""
        return next(iter(self.rows(sql, values)), None)

    def one(self, sql: str, values: Sequence[Value] = ()) -> Any:
        """Return the first column of the first row, `None` when there is none."""
        found = self.row(sql, values)
        return found[0] if found else None

    def insert(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run an INSERT and return the new row's number."""
        self.rows(sql, values)
        return int(self._connection.last_insert_rowid())

    def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        with told(self.path):
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[Self]:
        """Commit what is run inside as a whole, or nothing of it."""
        self.rows("BEGIN IMMEDIATE")
        try:
            yield self
            self.rows("COMMIT")
        finally:
            if self._connection.in_transaction:
                self.rows("ROLLBACK")

    def close(self) -> None:
        with told(self.path):
            self._connection.close()


def connect(path: Path, write: bool) -> Database:
    """Open the file, made when it is not there and `write`; raises `ArchiveError`."""
    version = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
    if version < MINIMUM_SQLITE:
        raise ArchiveError(f"SQLite {apsw.sqlite_lib_version()} 太旧，请重新运行 make setup")
    with told(path):
        database = Database(_connection(path, write), path)
    database.rows("PRAGMA foreign_keys = ON")
    if write:
        database.rows("PRAGMA journal_mode = WAL")
        database.rows("PRAGMA synchronous = FULL")
    else:
        database.rows("PRAGMA query_only = ON")
    return database


def _connection(path: Path, write: bool) -> apsw.Connection:
    if write:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        connection = apsw.Connection(str(path), flags=flags)
    elif os.access(path.parent, os.W_OK):
        # A reader of a WAL file must be able to write the index that lies beside it.
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    else:
        connection = _immutable(path)
    connection.set_busy_timeout(BUSY_MILLISECONDS)
    return connection


def _immutable(path: Path) -> apsw.Connection:
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise ArchiveError(f"{path.parent}：文件夹只读，而归档还有未并入的内容，请在可写处打开")
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    return apsw.Connection(f"file:{quote(str(path))}?immutable=1", flags=flags)


class WriterLock:
    """The right to write an archive, held by one process at a time and let go when it ends.

    A lock on a second, empty SQLite file: works alike on every system and outlives no process.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock; raises `ArchiveError` when another has it."""
        with told(path.parent):
            self._connection = apsw.Connection(str(path))
            try:
                self._connection.execute("BEGIN EXCLUSIVE")
            except apsw.Error:
                self._connection.close()
                raise

    def release(self) -> None:
        self._connection.close()
