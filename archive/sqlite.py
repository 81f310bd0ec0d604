"""The SQLite file of an archive: opened safely, errors in our own words.

Any number of processes may read; those that write take turns, transaction by transaction.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import uniform
from time import monotonic, sleep, time
from typing import Self
from urllib.parse import quote
from zlib import crc32

import apsw

from . import fulltext, schema
from .bigrams import normalise, tokens
from .database import Database, Row, Value
from .errors import ArchiveError
from .queries import Query

# Older ones can corrupt a WAL file that two connections write: sqlite.org/wal.html#walresetbug
MINIMUM_SQLITE = (3, 51, 3)
# Larger files are looked over by `verify` only: it takes about 10 milliseconds a megabyte.
CHECKED_BYTES = 8 << 20
CACHE_KIB = 65_536  # of the file that a connection keeps in memory
RETRY_MILLISECONDS = 50
PAGE_BYTES = 16384  # holds several rows with the text of a page
NAP_SECONDS = (0.001, 0.005)  # between two looks whether it is its turn
BUSY_MILLISECONDS = 10_000  # that a writer waits for its turn; a turn takes well under a second

APPLICATION_ID = 0x5348_454E  # "SHEN", tells our file from another program's
DIALECT = {
    "key": "INTEGER PRIMARY KEY",
    "id": "INTEGER PRIMARY KEY",
    "text": "TEXT",
    "bytes": "BLOB",
    "real": "REAL",
    "keyed": " WITHOUT ROWID",
}
# The tokens are cut by `bigrams`; the tokenizer only has to split at spaces, so every other
# ASCII sign counts as part of a token. The text itself lies in `pages`.
PAGE_INDEX = """
CREATE VIRTUAL TABLE page_index USING fts5(
    tokens, content='', contentless_delete=1,
    tokenize="ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\\]^_`{|}~'"
)
"""

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


class SqliteDatabase(Database):
    """One connection to a file; may be used by one thread at a time."""

    def __init__(self, connection: apsw.Connection, path: Path, writes: bool) -> None:
        self._connection = connection
        self.path = path
        self.place = str(path)
        self.writes = writes

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        with told(self.path):
            return list(self._connection.execute(sql, values))

    def stream(self, sql: str, values: Sequence[Value] = ()) -> Iterator[Row]:
        with told(self.path):
            yield from self._connection.execute(sql, values)

    def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        with told(self.path):
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[Self]:
        self.rows("BEGIN IMMEDIATE")
        try:
            yield self
            self.rows("COMMIT")
        finally:
            if self._connection.in_transaction:
                self.rows("ROLLBACK")

    @contextmanager
    def snapshot(self) -> Iterator[Self]:
        self.rows("BEGIN")
        try:
            yield self
        finally:
            if self._connection.in_transaction:
                self.rows("ROLLBACK")

    def index_pages(self, pages: Iterable[tuple[int, str]]) -> None:
        sql = "INSERT INTO page_index (rowid, tokens) VALUES (?, ?)"
        self.many(sql, ((id, tokens(normalise(text))) for id, text in pages))

    def forget_pages(self, first: int, end: int) -> None:
        self.rows(
            "DELETE FROM page_index WHERE rowid IN"
            " (SELECT page_id FROM pages WHERE page_id >= ? AND page_id < ?)",
            (first, end),
        )

    def pages_with(self, query: Query) -> list[int]:
        expression, denied = fulltext.match(query)
        found = "SELECT rowid FROM page_index WHERE page_index MATCH ?"
        sql = f"{found} ORDER BY rowid"
        if denied:
            sql = f"SELECT page_id FROM pages WHERE page_id NOT IN ({found}) ORDER BY page_id"
        return [row[0] for row in self.rows(sql, (expression,))]

    def among(self, column: str, numbers: Sequence[int]) -> tuple[str, tuple[Value, ...]]:
        return f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(list(numbers)),)

    def misindexed_pages(self) -> Iterator[int]:
        found = self._indexed()
        for id, text in self.stream("SELECT page_id, text FROM pages ORDER BY page_id"):
            cut = tokens(normalise(text)).split(" ")
            if found.pop(id, 0) != sum(_mark(one, place) for place, one in enumerate(cut) if one):
                yield id
        yield from found

    def _indexed(self) -> dict[int, int]:
        """Return for each page in the full text the sum of its tokens' marks."""
        found: dict[int, int] = {}
        with self._vocabulary() as vocabulary:
            for id, term, place in self.stream(f"SELECT doc, term, offset FROM {vocabulary}"):
                found[id] = found.get(id, 0) + _mark(term, place)
        return found

    @contextmanager
    def _vocabulary(self) -> Iterator[str]:
        """Give the name of a passing view of the full text's tokens; the file is not written."""
        name = "temp.vocabulary"
        self.rows("PRAGMA query_only = OFF")
        try:
            self.rows(f"CREATE VIRTUAL TABLE {name} USING fts5vocab(main, page_index, instance)")
            yield name
            self.rows(f"DROP TABLE {name}")
        finally:
            if not self.writes:
                self.rows("PRAGMA query_only = ON")

    def damage(self) -> Iterator[str]:
        for (answer,) in self.rows("PRAGMA integrity_check"):
            if answer != "ok":
                yield answer

    def contains(self, column: str) -> str:
        return f"instr({column}, ?) > 0"

    def renumber(self, table: str, key: str) -> None:
        """Do nothing: the engine looks for the largest number itself."""

    def clock(self) -> float:
        return time()

    def close(self) -> None:
        with told(self.path):
            self._connection.close()


def _mark(token: str, place: int) -> int:
    """Return a number for a token at a place; sums of them do not depend on the order."""
    return crc32(f"{place} {token}".encode())


def connect(path: Path, write: bool) -> SqliteDatabase:
    """Open the file, made when it is not there and `write`; raises `ArchiveError`."""
    version = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
    if version < MINIMUM_SQLITE:
        raise ArchiveError(f"SQLite {apsw.sqlite_lib_version()} 太旧，请重新运行 make setup")
    with told(path):
        database = SqliteDatabase(_connection(path, write), path, write)
    database.rows(f"PRAGMA cache_size = -{CACHE_KIB}")
    if write:
        database.rows(f"PRAGMA page_size = {PAGE_BYTES}")  # means something to a new file only
        _keep_log(database)
        database.rows("PRAGMA synchronous = FULL")
    else:
        database.rows("PRAGMA query_only = ON")
    return database


def _keep_log(database: SqliteDatabase) -> None:
    """Make the file one with a write-ahead log.

    The engine does not wait for its turn to do that, so two processes that make an archive at the
    same moment try again.
    """
    tries = BUSY_MILLISECONDS // RETRY_MILLISECONDS
    for left in reversed(range(tries)):
        try:
            if database.one("PRAGMA journal_mode") != "wal":
                database.rows("PRAGMA journal_mode = WAL")
            return
        except ArchiveError as error:
            if not isinstance(error.__cause__, apsw.BusyError) or not left:
                raise
            sleep(RETRY_MILLISECONDS / 1000)


def format_of(database: SqliteDatabase) -> int:
    """Return the format a file has, 0 for a new one.

    Raises `ArchiveError` for another program's file and for formats that this program cannot read.
    """
    found = int(database.one("PRAGMA user_version"))
    owner = int(database.one("PRAGMA application_id"))
    tables = int(database.one("SELECT count(*) FROM sqlite_master"))
    if owner != APPLICATION_ID and (tables or found):
        raise ArchiveError(f"{database.place}：不是申核的归档文件")
    schema.refuse_foreign(database.place, found)
    return found


def migrate(database: SqliteDatabase) -> None:
    """Bring a file up to date, each step whole or not at all."""
    for number, step in schema.steps(format_of(database)):
        with database.transaction():
            if format_of(database) >= number:
                continue  # another process did it meanwhile
            step(database, DIALECT)
            if number == schema.BASELINE:
                database.rows(PAGE_INDEX)
            database.rows(f"PRAGMA application_id = {APPLICATION_ID}")
            database.rows(f"PRAGMA user_version = {number}")


def look_over(database: SqliteDatabase) -> None:
    """Ask the engine whether a file is damaged; raises `ArchiveError` when it is.

    Of a large file only the list of submissions is looked at, `damage` looks at all of it.
    """
    whole = database.path.stat().st_size <= CHECKED_BYTES
    answer = database.one(f"PRAGMA quick_check({1 if whole else 'submissions'})")
    if answer != "ok":
        raise ArchiveError(
            f"{database.place}：归档文件已损坏（{answer}）。请勿继续写入，用备份恢复"
        )


def _connection(path: Path, write: bool) -> apsw.Connection:
    if write:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        connection = apsw.Connection(str(path), flags=flags)
    elif os.access(path.parent, os.W_OK):
        # A reader of a WAL file must be able to write the index that lies beside it.
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    else:
        connection = _immutable(path)
    connection.set_busy_handler(_Patience())
    return connection


class _Patience:
    """Waits for another writer's turn to end, looking again at short and uneven intervals.

    The engine's own waiting sleeps up to a tenth of a second between two looks: beside a process
    that writes without a pause it may find no gap in all of its time.
    """

    def __init__(self) -> None:
        self._since = 0.0

    def __call__(self, looks: int) -> bool:
        """Sleep and tell whether to look again; `looks` counts those of this wait from 0."""
        now = monotonic()
        if looks == 0:
            self._since = now
        sleep(uniform(*NAP_SECONDS))
        return now - self._since < BUSY_MILLISECONDS / 1000


def _immutable(path: Path) -> apsw.Connection:
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise ArchiveError(f"{path.parent}：文件夹只读，而归档还有未并入的内容，请在可写处打开")
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    return apsw.Connection(f"file:{quote(str(path))}?immutable=1", flags=flags)


class LoadLock:
    """Says that a process is loading: held by many, or by one alone, and let go when it ends.

    A lock on a second SQLite file: works alike on every system and outlives no process.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with told(path.parent):
            self._connection = apsw.Connection(str(path))

    def alone(self) -> bool:
        """Take the lock for this process alone; False when another loads."""
        with told(self._path.parent):
            try:
                self._connection.execute("BEGIN EXCLUSIVE")
            except apsw.BusyError:
                return False
        return True

    def share(self) -> None:
        """Take the lock, or what is held of it alone, together with others."""
        with told(self._path.parent):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._connection.set_busy_timeout(BUSY_MILLISECONDS)
            self._connection.execute("BEGIN")
            self._connection.execute("SELECT count(*) FROM sqlite_master").fetchall()

    def release(self) -> None:
        self._connection.close()
