"""`shenhe load`: take in, read, check, file; known submissions are not read again."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

from archive import Archive, Counts, Filing
from extract.documents import taken_in
from extract.errors import ShenheError
from extract.records import Record
from extract.settings import Settings

from .batch import Arrival
from .checking import ArchiveChecker, check_again
from .child import Task
from .notices import LoadedNotice, version_of
from .planning import Planned, plan
from .progress import LoadProgress
from .summary import Summary
from .workers import Done, read_all


@dataclass(frozen=True)
class _Run:
    """What holds for every submission of one run."""

    archive: Archive
    loaded: LoadedNotice
    batch: str
    summary: Summary


def default_jobs() -> int:
    return max(1, len(os.sched_getaffinity(0)))


def load(
    archive: Archive,
    found: Iterable[Arrival],
    loaded: LoadedNotice,
    settings: Settings,
    jobs: int,
    again: bool = False,
) -> Summary:
    """Take in what arrived; what fails is recorded and told, the rest goes on.

    `again` reads also what is known.
    """
    with archive.loading():
        version = version_of(loaded)
        batch = datetime.now(UTC).isoformat(timespec="seconds")
        number = archive.begin_run(batch, version)
        run = _Run(archive, loaded, batch, Summary())
        with LoadProgress() as progress:
            progress.say("正在清点和计算校验值…")
            work = _sorted_out(run, plan(archive, found, version, settings, again))
            progress.begin([(task.submission, one.arrival.bytes) for task, one in work.items()])
            for done in read_all(list(work), loaded.notice, settings, jobs, progress.page):
                _take(run, work[done.task], done)
                _clear(done.task)
                progress.done(done.task.submission)
            run.summary.seconds = progress.seconds
        check_again(archive, loaded, run.summary.filed)
        _end(run, number)
    return run.summary


def _sorted_out(run: _Run, planned: Iterable[Planned]) -> dict[Task, Planned]:
    """Return what is to be read; note what is known, and what cannot be read."""
    work: dict[Task, Planned] = {}
    for one in planned:
        if one.state == "failed":
            run.summary.failed.append((one.arrival.path, one.message))
        elif one.state == "known":
            run.archive.arrive(one.submission, one.arrival.path, run.batch)
            run.summary.known.append(one.submission)
        else:
            folder = run.archive.workspace / str(len(work))
            work[Task(one.arrival.path, one.submission, folder)] = one
    return work


def _take(run: _Run, work: Planned, done: Done) -> None:
    """File what came of one submission, or note why nothing did."""
    record = done.record
    if record is None or not record.pages:
        # Not filed: handed in mended or not, it is read again the next time.
        message = done.error or "未能读取。" if record is None else _first_error(record)
        run.summary.failed.append((work.arrival.path, message))
        return
    try:
        _file(run, work, done.task, record)
    except OSError as error:
        raise ShenheError(
            f"写入归档失败：{error.strerror}。请检查磁盘空间后重新运行，会接着做。"
        ) from error
    run.summary.filed.append(record.id)
    run.summary.page_origins.update(_origin(page.digital) for page in record.pages)


def _file(run: _Run, work: Planned, task: Task, record: Record) -> None:
    """File a record, its originals first, so that no record lacks them."""
    for path in taken_in(_root(task)):
        run.archive.put_original(path)
    checked = ArchiveChecker(run.archive, run.loaded)(record)
    run.archive.file(
        Filing(
            record=record,
            report=checked.report,
            content_key=work.content,
            work_key=work.key,
            source=work.arrival.path,
            batch=run.batch,
            version=checked.version,
            fingerprint=checked.fingerprint,
            shingles=checked.shingles,
        )
    )


def _end(run: _Run, number: int) -> None:
    summary = run.summary
    for source, message in summary.failed:
        run.archive.fail(number, source, message)
    counts = Counts(len(summary.filed), len(summary.known), len(summary.failed), summary.pages)
    run.archive.end_run(number, counts)


def _root(task: Task) -> Path:
    """Return where a submission's files are: as they came, or unpacked and converted."""
    return task.folder if task.folder is not None and task.folder.is_dir() else task.root


def _clear(task: Task) -> None:
    """Remove what was unpacked and converted: also of a submission that could not be filed."""
    if task.folder is not None:
        rmtree(task.folder, ignore_errors=True)


def _first_error(record: Record) -> str:
    return record.errors[0].message if record.errors else "没有读到任何页面。"


def _origin(digital: bool) -> str:
    return "digital" if digital else "scanned"
