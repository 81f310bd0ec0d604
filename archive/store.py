"""The archive: what came in, what was read, what was found and what people decided."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from shutil import rmtree
from typing import Self

from extract.records import Reading

from . import copying, filing, history, queue, revising
from .backend import Backend
from .catalogue import Catalogue
from .database import Values
from .decisions import Verdict
from .errors import ArchiveError
from .filing import Checked, Filing
from .folder import open_folder
from .keys import source_text
from .queue import Job, State, Wanted
from .revising import Change, Checker
from .verifying import Tell, Verification, verify

ARRIVALS_AT_ONCE = 200
_CURRENT_KEYS = "SELECT r.work_key FROM submissions s JOIN revisions r ON r.revision = s.revision"
SCHEMES = ("postgresql://", "postgres://")


@dataclass(frozen=True)
class Counts:
    """How a run ended."""

    filed: int = 0
    known: int = 0
    failed: int = 0
    pages: int = 0
    with_errors: int = 0  # of the filed
    quarantined: int = 0  # of the failed
    elsewhere: int = 0  # read by another process that shared the batch


class Archive(Catalogue):
    """An open archive; made by `open_archive`, used as a context manager.

    Every method raises `ArchiveError` when the file is damaged, the disk full, or the like.
    """

    def __init__(self, backend: Backend, who: str) -> None:
        super().__init__(backend.database)
        self._backend = backend
        self._originals = backend.originals
        self._who = who

    @property
    def backend(self) -> Backend:
        return self._backend

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()
        self._backend.release()

    @contextmanager
    def loading(self, alone: bool = False) -> Iterator[Self]:
        """Say that this process is loading; raises `ArchiveError` where it must be `alone` and is not.

        Others may load meanwhile, and reviewers go on writing. Where nobody else is loading, what
        an interrupted load left is swept away first.
        """
        lock = self._backend.lock()
        try:
            if lock.alone():
                self._sweep()
            elif alone:
                message = "另一个进程正在向这个归档读入材料，请等它结束后再运行"
                raise ArchiveError(f"{self.where}：{message}")
            if not alone:
                lock.share()
            yield self
        finally:
            lock.release()

    def _sweep(self) -> None:
        """Remove original bytes that no record refers to: their record was never filed."""
        self._originals.sweep()
        rmtree(self.workspace, ignore_errors=True)
        used = {row[0] for row in self._database.rows("SELECT DISTINCT sha256 FROM files")}
        for sha256, _ in list(self._originals.stored()):
            if sha256 not in used:
                self._originals.remove(sha256)
        self._database.rows("DELETE FROM blobs WHERE sha256 NOT IN (SELECT sha256 FROM files)")

    def verify(self, tell: Tell = lambda *_: None) -> Verification:
        """Look the whole archive over; see `verifying`. `tell` hears how far it is."""
        with self._database.snapshot():
            return verify(self._database, self._originals, tell)

    @property
    def workspace(self) -> Path:
        """The folder for what loads unpack; emptied when one begins and no other is there."""
        return self._backend.workspace

    @property
    def checkpoints(self) -> Path:
        """The folder for pages that are read of submissions that are not filed yet."""
        return self._backend.checkpoints

    def put_original(self, path: Path) -> str:
        """Keep a file's bytes and return their sha256; nothing is copied that is there."""
        sha256, size = self._originals.put(path)
        self._database.rows(
            "INSERT INTO blobs (sha256, size, stored_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (sha256, size, history.now()),
        )
        return sha256

    def original(self, sha256: str) -> Path:
        """Return where a kept file lies; raises `ArchiveError` when it is not there."""
        path = self._originals.path(sha256)
        if not path.exists():
            raise ArchiveError(f"{path}：归档中没有这份原件")
        return path

    def file(self, one: Filing) -> int:
        """File a submission whole or not at all; see `filing.file`. Returns its revision."""
        return filing.file(self._database, self._who, one)

    def file_job(self, one: Filing, worker: str, job: int) -> bool:
        """File what came of a piece of work; False, and nothing is filed, where the lease is lost."""
        with self._database.transaction():
            if not queue.finish(self._database, worker, job, "filed"):
                return False
            filing.file_within(self._database, self._who, one)
        return True

    def arrive(self, known: Sequence[tuple[str, Path]], batch: str) -> None:
        """Record that known submissions came again, from (id, source)."""
        for at in range(0, len(known), ARRIVALS_AT_ONCE):
            with self._database.transaction():
                for id, source in known[at : at + ARRIVALS_AT_ONCE]:
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

    def begin_run(self, batch: str, version: str, worker: str = "") -> int:
        """Record that a run starts and return its number."""
        run: Values = {
            "started_at": history.now(),
            "batch": batch,
            "version": version,
            "worker": worker,
        }
        return self._database.insert("runs", run, key="run")

    def end_run(self, run: int, counts: Counts) -> None:
        self._database.rows(
            "UPDATE runs SET ended_at = ?, filed = ?, known = ?, failed = ?, pages = ?,"
            " with_errors = ?, quarantined = ?, elsewhere = ? WHERE run = ?",
            (history.now(), *astuple(counts), run),
        )

    def fail(self, run: int, source: Path, message: str) -> None:
        """Record that a submission could not be processed, and why, in Chinese."""
        where = source_text(source)
        with self._database.transaction():
            self._fail(run, where, message)

    def fail_job(self, run: int, worker: str, job: Job, state: State, message: str) -> bool:
        """Record why a piece of work was rejected or set aside; False where the lease is lost."""
        with self._database.transaction():
            if not queue.finish(self._database, worker, job.number, state, message):
                return False
            self._fail(run, job.source, message)
        return True

    def _fail(self, run: int, where: str, message: str) -> None:
        told: Values = {
            "run": run,
            "source": where,
            "message": message,
            "failed_at": history.now(),
        }
        self._database.insert("failures", told)
        history.append(self._database, self._who, history.Event("fail", "", where, new=message))

    def enqueue(self, run: int, wanted: Sequence[Wanted], again: bool = False) -> list[Job]:
        """Put work into the queue and return it as it stands; see `queue.enqueue`."""
        with self._database.transaction():
            known = {row[0] for row in self._database.rows(_CURRENT_KEYS)}
            return queue.enqueue(self._database, run, wanted, again, known)

    def claim(self, worker: str, jobs: Sequence[int]) -> Job | None:
        """Take a lease on the first of some work that is free; see `queue.claim`."""
        return queue.claim(self._database, worker, jobs)

    def renew(self, worker: str, pages: Mapping[int, int]) -> None:
        """Lengthen a worker's leases and note the pages read of its work."""
        queue.renew(self._database, worker, pages)

    def note_trouble(self, worker: str, job: int, trouble: str) -> None:
        """Keep what the files of some work have cost so far, as JSON."""
        queue.note_trouble(self._database, worker, job, trouble)

    def give_back(self, worker: str) -> None:
        """Let go of all that a worker is at, as if it had not begun."""
        queue.give_back(self._database, worker)

    def bury(self, worker: str, killed: bool) -> None:
        """End the leases of a worker that is known to be gone; see `queue.bury`."""
        queue.bury(self._database, worker, killed)

    def take_filed(self, worker: str, jobs: Collection[int]) -> list[Job]:
        """Take what is filed and not yet held against the others; see `queue.take_filed`."""
        return queue.take_filed(self._database, worker, jobs)

    def checked(self, worker: str) -> None:
        """Say that all that a worker took to be checked is done."""
        queue.checked(self._database, worker)


def open_archive(
    place: Path | str,
    create: bool = True,
    write: bool = True,
    who: str = "",
    check: bool = True,
    copies: Path | None = None,
) -> Archive:
    """Open the archive in a folder or a PostgreSQL database, made when it is not there.

    Any number of processes may have it open; those that write take turns, and one at a time may
    be `loading`. Raises `ArchiveError` for a damaged archive, a newer version's, one that is not
    there, and a folder that holds other things.

    Args:
        place: the archive's folder, or an address `postgresql://user@host/database`.
        create: whether a writer makes an archive that is not there.
        write: whether this process wants to write.
        who: who the history says it was.
        check: whether the file is looked over; a server that opened it once need not again.
        copies: where a server's originals are put that are asked for; the caller removes it.
            Without it they last as long as the archive is open.
    """
    return Archive(_opened(place, create, write, check, copies), who)


def place(text: str) -> Path | str:
    """Return where an archive is, as a person wrote it: a folder, or an address of a server."""
    return text if text.startswith(SCHEMES) else Path(text)


def copy_archive(source: Path | str, target: Path | str, tell: copying.Tell) -> None:
    """Copy an archive into one that is not there yet or empty; see `copying.copy`."""
    with (
        open_archive(source, create=False, write=False) as old,
        open_archive(target) as new,
        new.loading(alone=True),
        old.backend.database.snapshot(),
    ):
        copying.copy(old.backend, new.backend, tell)


def _opened(
    place: Path | str, create: bool, write: bool, check: bool, copies: Path | None
) -> Backend:
    if isinstance(place, str) and place.startswith(SCHEMES):
        from .server import open_server  # here: few have a server

        return open_server(place, create, write, copies)
    return open_folder(Path(place), create, write, check)
