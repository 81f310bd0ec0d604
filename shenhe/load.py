"""`shenhe load`: take in, read, check, file; known submissions are not read again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from time import monotonic, perf_counter, sleep, time

from archive import Archive, Filing, Job, Wanted
from archive.keys import source_text
from archive.queue import FAILED, UNCHECKED, State
from extract.checkpoints import Checkpoints, forget_old
from extract.documents import taken_in
from extract.errors import ShenheError
from extract.limits import Limits
from extract.records import Record
from extract.settings import Settings

from . import events
from .attempts import ASIDE, Done, Task
from .batch import Arrival
from .checking import ArchiveChecker, check_again
from .events import EventStream
from .notices import LoadedNotice, version_of
from .planning import Planned, plan
from .progress import LoadProgress
from .reporting import LoadReporter
from .summary import Summary
from .supply import ArchiveSupply, bury_the_gone
from .worker_names import own_name
from .workers import LIMITS, Crew

MOST_TOLD = 3  # reasons why nothing of a submission could be read
PUT_IN = 500  # pieces of work that are put into the queue at once
LOOK_SECONDS = 0.5  # between two looks whether others are done with checking


@dataclass(frozen=True)
class Way:
    """How a load is done: processes, limits of each, what it tells, whether it reads the known too."""

    jobs: int
    limits: Limits = LIMITS
    again: bool = False
    stream: EventStream = field(default_factory=EventStream)


@dataclass(frozen=True)
class _Run:
    """What holds for every submission of one run."""

    archive: Archive
    loaded: LoadedNotice
    settings: Settings
    way: Way
    batch: str
    number: int
    worker: str
    reporter: LoadReporter


def default_jobs() -> int:
    return max(1, len(os.sched_getaffinity(0)))


def load(
    archive: Archive, found: Iterable[Arrival], loaded: LoadedNotice, settings: Settings, way: Way
) -> Summary:
    """Take in what arrived; what fails is recorded and told, the rest goes on.

    Other processes may load the same at the same time: each submission is read by one of them,
    and all return when everything is read.
    """
    with archive.loading():
        start = monotonic()
        bury_the_gone(archive)
        forget_old(archive.checkpoints, time())
        worker = own_name()
        with LoadProgress() as progress, _leases(archive, worker):
            run = _begun(archive, loaded, settings, way, progress, worker)
            progress.say("正在清点和计算校验值…")
            arrived = list(found)
            version = version_of(loaded)
            work = _sorted_out(run, plan(archive, arrived, version, settings, way.again))
            _read(run, work, {source_text(one.path): one.path for one in arrived})
            _check(run, [job.number for job in work])
        summary = run.reporter.summary
        summary.seconds = monotonic() - start
        archive.end_run(run.number, summary.counts)
        run.reporter.ended(run.number)
    return summary


def _begun(
    archive: Archive,
    loaded: LoadedNotice,
    settings: Settings,
    way: Way,
    progress: LoadProgress,
    worker: str,
) -> _Run:
    version = version_of(loaded)
    batch = datetime.now(UTC).isoformat(timespec="seconds")
    number = archive.begin_run(batch, version, worker)
    way.stream.tell(events.RunStarted(run=number, worker=worker, version=version))
    reporter = LoadReporter(progress, way.stream, Summary())
    return _Run(archive, loaded, settings, way, batch, number, worker, reporter)


@contextmanager
def _leases(archive: Archive, worker: str) -> Iterator[None]:
    """Give back what is not done, whatever ends the run."""
    try:
        yield
    finally:
        archive.give_back(worker)


def _sorted_out(run: _Run, planned: Iterable[Planned]) -> list[Job]:
    """Put into the queue what is to be read; note what is known, and what cannot be read."""
    new: list[Planned] = []
    known: list[tuple[str, Path]] = []
    for one in planned:
        if one.state == "failed":
            _refuse(run, one.arrival.path, one.message)
        elif one.state == "known":
            known.append((one.submission, one.arrival.path))
        else:
            new.append(one)
    run.archive.arrive(known, run.batch)
    run.reporter.summary.known += [submission for submission, _ in known]
    work: list[Job] = []
    for at in range(0, len(new), PUT_IN):
        wanted = [_wanted(one) for one in new[at : at + PUT_IN]]
        work += run.archive.enqueue(run.number, wanted, run.way.again)
    return work


def _wanted(one: Planned) -> Wanted:
    return Wanted(
        source=source_text(one.arrival.path),
        submission=one.submission,
        content_key=one.content,
        work_key=one.key,
        bytes=one.arrival.bytes,
    )


def _refuse(run: _Run, source: Path, message: str, aside: bool = False) -> None:
    run.archive.fail(run.number, source, message)
    run.reporter.not_read(source, message, aside)


def _read(run: _Run, work: Iterable[Job], paths: Mapping[str, Path]) -> None:
    """Read all work that nobody else does; what another does is waited for."""
    to_read: dict[int, Job] = {}
    for job in work:
        if job.state in FAILED:
            _refuse(run, paths[job.source], job.message, job.state == "quarantined")
        else:
            to_read[job.number] = job
    run.reporter.planned(to_read.values())
    if not to_read:
        return
    supply = ArchiveSupply(
        run.archive,
        run.worker,
        to_read,
        lambda job: _task(run, paths[job.source], job),
        run.reporter,
    )
    crew = Crew(
        run.loaded.notice,
        run.settings,
        run.way.jobs,
        len(to_read),
        supply.watch,
        run.way.limits,
    )
    for done in crew.work(supply):
        _take(run, supply.job(done.task), done)
        _clear(done.task)


def _task(run: _Run, path: Path, job: Job) -> Task:
    folder = run.archive.workspace / f"{run.number}-{job.number}"
    return Task(path, job.submission, folder, checkpoints=_checkpoints(run))


def _checkpoints(run: _Run) -> Path:
    """Return the folder of pages that were read by this program with these settings."""
    key = f"{version_of(run.loaded)}\n{run.settings.key}"
    return run.archive.checkpoints / hashlib.sha256(key.encode()).hexdigest()[:16]


def _forget_pages(run: _Run, record: Record) -> None:
    """Remove the kept pages of a record that is filed."""
    kept = Checkpoints(_checkpoints(run))
    for file in record.files:
        kept.forget(file.sha256)


def _take(run: _Run, job: Job, done: Done) -> None:
    """File what came of one submission, or note why nothing did."""
    record = done.record
    if record is None or not record.pages:
        # Not filed: handed in mended, it is read; as it is, only when it is asked for.
        message = done.error or "未能读取。" if record is None else _reasons(record)
        aside = done.aside or ASIDE in message
        state: State = "quarantined" if aside else "rejected"
        if run.archive.fail_job(run.number, run.worker, job, state, message):
            run.reporter.failed(job, message, aside)
        else:
            run.reporter.lost_to_another(job)
        return
    start = perf_counter()
    try:
        filed = _file(run, job, done.task, record)
    except OSError as error:
        raise ShenheError(
            f"写入归档失败：{error.strerror}。请检查磁盘空间后重新运行，会接着做。"
        ) from error
    _forget_pages(run, record)
    if filed:
        run.reporter.filed(job, record, done.seconds, perf_counter() - start)
    else:
        run.reporter.lost_to_another(job)


def _file(run: _Run, job: Job, task: Task, record: Record) -> bool:
    """File a record, its originals first, so that no record lacks them; False where another did."""
    for path in taken_in(_root(task)):
        run.archive.put_original(path)
    checked = ArchiveChecker(run.archive, run.loaded)(record)
    filing = Filing(
        record=record,
        report=checked.report,
        content_key=job.content_key,
        work_key=job.work_key,
        source=task.root,
        batch=run.batch,
        version=checked.version,
        fingerprint=checked.fingerprint,
        shingles=checked.shingles,
    )
    return run.archive.file_job(filing, run.worker, job.number)


def _check(run: _Run, jobs: Collection[int]) -> None:
    """Hold everything that was filed against the others, once all of it is there.

    One of the processes that share a batch does it; the others wait, and do it where that one
    has gone.
    """
    while True:
        taken = run.archive.take_filed(run.worker, jobs)
        check_again(
            run.archive,
            run.loaded,
            (job.submission for job in taken),
            lambda: run.archive.renew(run.worker, {}),
        )
        run.archive.checked(run.worker)
        if not any(job.state in UNCHECKED for job in run.archive.jobs(jobs)):
            return
        bury_the_gone(run.archive)
        sleep(LOOK_SECONDS)


def _root(task: Task) -> Path:
    """Return where a submission's files are: as they came, or unpacked and converted."""
    return task.folder if task.folder is not None and task.folder.is_dir() else task.root


def _clear(task: Task) -> None:
    """Remove what was unpacked and converted: also of a submission that could not be filed."""
    if task.folder is not None:
        rmtree(task.folder, ignore_errors=True)


def _reasons(record: Record) -> str:
    told = dict.fromkeys(error.message for error in record.errors)
    return "".join(list(told)[:MOST_TOLD]) or "没有读到任何页面。"
