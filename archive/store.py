"""The archive: one folder that holds what came in, what was read and what was found.

archive.sqlite   records, findings, full text, history
originals/       the bytes as they arrived, under their hash
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from extract.records import Reading

from . import filing, history, revising, schema, sqlite
from .blobs import Blobs
from .catalogue import Catalogue
from .database import Database, Values
from .decisions import Verdict
from .errors import ArchiveError
from .filing import Checked, Filing
from .keys import source_text
from .revising import Change, Checker
from .verifying import Tell, Verification, verify

FILE = "archive.sqlite"
LOCK = "archive.lock"
ORIGINALS = "originals"
WORKSPACE = ".workspace"


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

    def __init__(self, folder: Path, base: Database, who: str) -> None:
        super().__init__(base)
        self._folder = folder
        self._who = who
        self._blobs = Blobs(folder / ORIGINALS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    @contextmanager
    def loading(self) -> Iterator[Self]:
        """Hold the right to load; raises `ArchiveError` when another process has it.

        Reviewers may go on writing meanwhile. What an interrupted load left is swept away first.
        """
        lock = sqlite.LoadLock(self._folder / LOCK)
        try:
            self._sweep()
            yield self
        finally:
            lock.release()

    def _sweep(self) -> None:
        """Remove original bytes that no record refers to: their record was never filed."""
        self._blobs.sweep()
        used = {row[0] for row in self._database.rows("SELECT DISTINCT sha256 FROM files")}
        for sha256, _ in list(self._blobs.stored()):
            if sha256 not in used:
                self._blobs.remove(sha256)
        self._database.rows("DELETE FROM blobs WHERE sha256 NOT IN (SELECT sha256 FROM files)")

    def verify(self, tell: Tell = lambda *_: None) -> Verification:
        """Look the whole archive over; see `verifying`. `tell` hears how far it is."""
        return verify(self._database, self._blobs, tell)

    @property
    def workspace(self) -> Path:
        """The folder for what a load unpacks; emptied when the next one begins."""
        return self._folder / WORKSPACE

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

    def replace_report(self, id: str, checked: Checked) -> int:
        """Make a new check's report the current one; the earlier ones stay. Returns the version."""
        return revising.replace_report(self._database, self._who, id, checked)

    def correct(
        self,
        id: str,
        cell: str,
        reading: Reading | None,
        seen: int,
        check: Checker,
        note: str = "",
    ) -> Change:
        """Put a reviewer's reading in the place of one; see `revising.correct` and `cells`."""
        return revising.correct(self._database, self._who, id, cell, reading, seen, check, note)

    def decide(
        self, id: str, finding: tuple[str, str], verdict: Verdict, seen: int, note: str = ""
    ) -> Change:
        """Record what was decided about a finding (code, key); see `revising.decide`."""
        return revising.decide(self._database, self._who, id, finding, verdict, seen, note)

    def undo(self, id: str, entry: int, seen: int, check: Checker, note: str = "") -> Change:
        """Take back a correction or decision by its entry in the history; see `revising.undo`."""
        return revising.undo(self._database, self._who, id, entry, seen, check, note)

    def begin_run(self, batch: str, version: str) -> int:
        """Record that a run starts and return its number."""
        run: Values = {"started_at": history.now(), "batch": batch, "version": version}
        return self._database.insert("runs", run, key="run")

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
            told: Values = {
                "run": run,
                "source": where,
                "message": message,
                "failed_at": history.now(),
            }
            self._database.insert("failures", told)
            history.append(self._database, self._who, history.Event("fail", "", where, new=message))


def open_archive(
    path: Path, create: bool = True, write: bool = True, who: str = "", check: bool = True
) -> Archive:
    """Open the archive in a folder, made when it is not there.

    Any number of processes may have it open; those that write take turns, and one at a time may
    be `loading`. Raises `ArchiveError` for a damaged archive, a newer version's, one that is not
    there, and a folder that holds other things.

    Args:
        path: the archive's folder.
        create: whether a writer makes an archive that is not there.
        write: whether this process wants to write.
        who: who the history says it was.
        check: whether the file is looked over; a server that opened it once need not again.
    """
    if not (path / FILE).exists():
        _prepare(path, create and write)
    with ExitStack() as undo:
        base = sqlite.connect(path / FILE, write)
        undo.callback(base.close)
        if write or sqlite.format_of(base) == schema.VERSION:
            if write:
                sqlite.migrate(base)
            if check:
                sqlite.look_over(base)
            undo.pop_all()
            return Archive(path, base, who)
    open_archive(path, write=True, check=False).close()  # brings an older file up to date
    return open_archive(path, create, write, who, check)


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
