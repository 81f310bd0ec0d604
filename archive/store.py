"""The archive: one folder that holds what came in, what was read and what was found.

archive.sqlite   records, findings, full text, history
originals/       the bytes as they arrived, under their hash
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from checks.findings import Report

from . import database, filing, history, schema
from .blobs import Blobs
from .catalogue import Catalogue
from .errors import ArchiveError
from .filing import Filing
from .keys import source_text

FILE = "archive.sqlite"
LOCK = "archive.lock"
ORIGINALS = "originals"

# Larger files are looked over only after a crash: it takes about 6 seconds per GB.
CHECKED_BYTES = 32 << 20


@dataclass(frozen=True)
class Counts:
    """How a run ended."""

    filed: int = 0
    known: int = 0
    failed: int = 0
    pages: int = 0


class Archive(Catalogue):
    """An open archive; made by `open_archive`, used as a context manager.

    Every method raises `ArchiveError` when the file is damaged, the disk full, or the like.
    """

    def __init__(
        self, folder: Path, base: database.Database, lock: database.WriterLock | None, who: str
    ) -> None:
        super().__init__(base)
        self._lock = lock
        self._who = who
        self._blobs = Blobs(folder / ORIGINALS)
        if lock:
            self._blobs.sweep()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()
        if self._lock:
            self._lock.release()

    def put_original(self, path: Path) -> str:
        """Keep a file's bytes and return their sha256; nothing is copied that is there."""
        sha256, size = self._blobs.put(path)
        self._database.rows(
            "INSERT INTO blobs (sha256, size, stored_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (sha256, size, history.now()),
        )
        return sha256

    def original(self, sha256: str) -> Path:
        """Return where a kept file lies; raises `ArchiveError` when it is not there."""
        path = self._blobs.path(sha256)
        if not path.exists():
            raise ArchiveError(f"{path}：归档中没有这份原件")
        return path

    def file(self, one: Filing) -> int:
        """File a submission whole or not at all; see `filing.file`. Returns its revision."""
        return filing.file(self._database, self._who, one)

    def arrive(self, id: str, source: Path, batch: str) -> None:
        """Record that a known submission came again."""
        with self._database.transaction():
            filing.arrive(self._database, self._who, id, source, batch)

    def replace_report(self, id: str, report: Report, version: str) -> None:
        """Make a new check's report the current one; the earlier ones stay in `reports`."""
        with self._database.transaction():
            revision = self._revision(id)
            _, old = filing.pack(self.report(id))
            new = filing.add_report(self._database, id, revision, report, version)
            event = history.Event("check", id, "report", old, new, version)
            history.append(self._database, self._who, event)

    def begin_run(self, batch: str, version: str) -> int:
        """Record that a run starts and return its number."""
        return self._database.insert(
            "INSERT INTO runs (started_at, batch, version) VALUES (?, ?, ?)",
            (history.now(), batch, version),
        )

    def end_run(self, run: int, counts: Counts) -> None:
        self._database.rows(
            "UPDATE runs SET ended_at = ?, filed = ?, known = ?, failed = ?, pages = ?"
            " WHERE run = ?",
            (history.now(), counts.filed, counts.known, counts.failed, counts.pages, run),
        )

    def fail(self, run: int, source: Path, message: str) -> None:
        """Record that a submission could not be processed, and why, in Chinese."""
        where = source_text(source)
        with self._database.transaction():
            self._database.insert(
                "INSERT INTO failures (run, source, message, failed_at) VALUES (?, ?, ?, ?)",
                (run, where, message, history.now()),
            )
            history.append(self._database, self._who, history.Event("fail", "", where, new=message))


def open_archive(path: Path, create: bool = True, write: bool = True, who: str = "") -> Archive:
    """Open the archive in a folder, made when it is not there.

    One process writes at a time; any number may read meanwhile with `write=False`. Raises
    `ArchiveError` for a damaged archive, a newer version's, one that is being written by another
    process, one that is not there, and a folder that holds other things.

    Args:
        path: the archive's folder.
        create: whether a writer makes an archive that is not there.
        write: whether this process wants to write.
        who: who the history says it was.
    """
    target = path / FILE
    if not target.exists():
        _prepare(path, create and write)
    if write:
        return _open_writer(path, who)
    return _open_reader(path, who)


def _prepare(path: Path, create: bool) -> None:
    if not create:
        raise ArchiveError(f"{path}：这里没有归档。先用 shenhe load 收入材料")
    try:
        path.mkdir(parents=True, exist_ok=True)
        ours = (FILE, LOCK, ORIGINALS)
        foreign = [one.name for one in path.iterdir() if not one.name.startswith((".", *ours))]
    except OSError as error:
        raise ArchiveError(f"{path}：无法建立归档（{error.strerror or error}）") from error
    if foreign:
        raise ArchiveError(f"{path}：文件夹里已有别的内容（{foreign[0]}），请另选一个空文件夹")


def _open_writer(path: Path, who: str) -> Archive:
    with ExitStack() as undo:
        lock = database.WriterLock(path / LOCK)
        undo.callback(lock.release)
        crashed = _log_bytes(path) > 0
        base = database.connect(path / FILE, write=True)
        undo.callback(base.close)
        schema.migrate(base)
        _look_over(base, always=crashed)
        opened = Archive(path, base, lock, who)
        undo.pop_all()
    return opened


def _open_reader(path: Path, who: str) -> Archive:
    with ExitStack() as undo:
        base = database.connect(path / FILE, write=False)
        undo.callback(base.close)
        if schema.version(base) == schema.VERSION:
            _look_over(base, always=False)
            undo.pop_all()
            return Archive(path, base, None, who)
    _open_writer(path, who).close()  # brings an older file up to date
    return _open_reader(path, who)


def _log_bytes(path: Path) -> int:
    """Return the size of the write-ahead log; one is left only where a process was killed."""
    log = path / f"{FILE}-wal"
    return log.stat().st_size if log.exists() else 0


def _look_over(base: database.Database, always: bool) -> None:
    if always or base.path.stat().st_size <= CHECKED_BYTES:
        schema.check(base)
