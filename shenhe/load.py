"""`shenhe load`: take in, read, check, file; known submissions are not read again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

from archive import Archive, Counts, Filing
from archive.keys import content_key, work_key
from extract.documents import find_documents
from extract.errors import ShenheError
from extract.preparation import INTAKE
from extract.records import Record
from extract.settings import Settings

from .batch import Arrival, arrivals
from .checking import ArchiveChecker, check_again
from .child import Task
from .notices import LoadedNotice, version_of
from .progress import LoadProgress
from .summary import Summary
from .workers import Done, read_all


@dataclass(frozen=True)
class _Work:
    """A submission that has to be read."""

    arrival: Arrival
    task: Task
    content: str
    key: str


def default_jobs() -> int:
    return max(1, len(os.sched_getaffinity(0)))


def load(
    archive: Archive, paths: Sequence[Path], loaded: LoadedNotice, settings: Settings, jobs: int
) -> Summary:
    """Take in everything below some paths; what fails is recorded and told, the rest goes on."""
    with archive.loading():
        return _load(archive, paths, loaded, settings, jobs)


def _load(
    archive: Archive, paths: Sequence[Path], loaded: LoadedNotice, settings: Settings, jobs: int
) -> Summary:
    version = version_of(loaded)
    batch = datetime.now(UTC).isoformat(timespec="seconds")
    run = archive.begin_run(batch, version)
    summary = Summary()
    with LoadProgress() as progress:
        progress.say("正在清点和计算校验值…")
        work = list(_to_read(archive, arrivals(paths), version, settings, batch, summary))
        progress.begin([(one.task.submission, one.arrival.bytes) for one in work])
        by_task = {one.task: one for one in work}
        for done in read_all(
            [one.task for one in work], loaded.notice, settings, jobs, progress.page
        ):
            _take(archive, by_task[done.task], done, loaded, batch, summary)
            _clear(done.task)
            progress.done(done.task.submission)
        summary.seconds = progress.seconds
    check_again(archive, loaded, summary.filed)
    for source, message in summary.failed:
        archive.fail(run, source, message)
    archive.end_run(
        run, Counts(len(summary.filed), len(summary.known), len(summary.failed), summary.pages)
    )
    return summary


def _to_read(
    archive: Archive,
    found: Iterable[Arrival],
    version: str,
    settings: Settings,
    batch: str,
    summary: Summary,
) -> Iterable[_Work]:
    taken: set[str] = set()
    for arrival in found:
        if arrival.is_empty:
            message = "文件夹里没有可读的 PDF 或图片。请检查是否漏交或放错位置。"
            summary.failed.append((arrival.path, message))
            continue
        try:
            documents = find_documents(arrival.path, INTAKE)
        except OSError as error:
            summary.failed.append((arrival.path, f"无法读取：{error.strerror}。请检查权限或磁盘。"))
            continue
        content = content_key((one.path, one.sha256) for one in documents)
        key = work_key(content, version, settings.key)
        known = archive.known(arrival.path, key)
        if known is not None:
            archive.arrive(known, arrival.path, batch)
            summary.known.append(known)
            continue
        submission = archive.assign_id(arrival.path, content, taken)
        taken.add(submission)
        folder = archive.workspace / str(len(taken))
        yield _Work(arrival, Task(arrival.path, submission, folder), content, key)


def _take(
    archive: Archive, work: _Work, done: Done, loaded: LoadedNotice, batch: str, summary: Summary
) -> None:
    """File what came of one submission; its originals first, so that no record lacks them."""
    if done.record is None:
        summary.failed.append((work.arrival.path, done.error or "未能读取。"))
        return
    if not done.record.pages:
        # Not filed: handed in mended or not, it is read again the next time.
        summary.failed.append((work.arrival.path, _first_error(done.record)))
        return
    try:
        for document in find_documents(_root(work.task), INTAKE):
            archive.put_original(document.location)
        checked = ArchiveChecker(archive, loaded)(done.record)
        archive.file(
            Filing(
                record=done.record,
                report=checked.report,
                content_key=work.content,
                work_key=work.key,
                source=work.arrival.path,
                batch=batch,
                version=checked.version,
                fingerprint=checked.fingerprint,
                shingles=checked.shingles,
            )
        )
    except OSError as error:
        raise ShenheError(
            f"写入归档失败：{error.strerror}。请检查磁盘空间后重新运行，会接着做。"
        ) from error
    summary.filed.append(done.record.id)
    summary.page_origins.update(_origin(page.digital) for page in done.record.pages)


def _root(task: Task) -> Path:
    """Return where a submission's files are: as they came, or unpacked and converted."""
    return task.folder if task.folder is not None and task.folder.is_dir() else task.root


def _clear(task: Task) -> None:
    if task.folder is not None:
        rmtree(task.folder, ignore_errors=True)


def _first_error(record: Record) -> str:
    return record.errors[0].message if record.errors else "没有读到任何页面。"


def _origin(digital: bool) -> str:
    return "digital" if digital else "scanned"
