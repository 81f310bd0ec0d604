"""Reading spread over child processes; a child that dies costs its submission, not the run."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from multiprocessing.synchronize import Lock
from pathlib import Path
from threading import Thread
from time import perf_counter

from extract.notice import Notice
from extract.ocr.onnx import OnnxEngine
from extract.ocr.weights import find_weights
from extract.pipeline import read_submission
from extract.reading import Reader
from extract.records import Record
from extract.settings import Settings

RECYCLED_AFTER = 100  # submissions, before a child is replaced and its memory given back


@dataclass(frozen=True)
class Task:
    """One submission to be read under an id."""

    root: Path
    submission: str


@dataclass(frozen=True)
class Done:
    """What came of a task: a record, or why there is none."""

    task: Task
    record: Record | None
    seconds: float
    error: str | None = None


@dataclass(frozen=True)
class PageRead:
    """A page was read: the submission, its file, the page and the pages of the file."""

    submission: str
    file: str
    page: int
    pages: int


Watch = Callable[[PageRead], None]


@dataclass(frozen=True)
class _Events:
    """Where the children of one pool send events.

    Each pool has its own: a child killed while it holds the lock would block those of the next.
    """

    writer: Connection[PageRead, PageRead]
    lock: Lock

    def put(self, event: PageRead) -> None:
        with self.lock:
            self.writer.send(event)


class _Child:
    """What a child process keeps: the notice, and the engine loaded once."""

    notice: Notice
    reader: Reader
    events: _Events


def _start(notice: Notice, settings: Settings, events: _Events) -> None:
    _Child.notice = notice
    _Child.reader = make_reader(notice, settings)
    _Child.events = events


def make_reader(notice: Notice, settings: Settings) -> Reader:
    """Load the OCR engine and return what every page is read with."""
    engine = OnnxEngine(find_weights(settings.models), settings.threads)
    return Reader(engine, settings, notice.vocabulary.marks.symbols)


def _read(task: Task) -> Done:
    def tell(file: str, page: int, pages: int) -> None:
        _Child.events.put(PageRead(task.submission, file, page, pages))

    start = perf_counter()
    record = read_submission(task.root, task.submission, _Child.notice, _Child.reader, tell)
    return Done(task, record, perf_counter() - start)


def read_all(
    tasks: Sequence[Task], notice: Notice, settings: Settings, jobs: int, watch: Watch
) -> Iterator[Done]:
    """Read submissions in `jobs` processes and yield each as it is done, in any order."""
    if not tasks:
        return
    children = min(jobs, len(tasks))
    # A lone submission gets all the cores; otherwise one thread a process is faster.
    settings = replace(settings, threads=max(1, jobs // children))
    context = multiprocessing.get_context("spawn")
    lost: list[Task] = []
    yield from _pooled(tasks, notice, settings, children, context, watch, lost)
    # Which of the children's tasks killed the pool is not known: each gets one try alone.
    for task in lost:
        again: list[Task] = []
        yield from _pooled([task], notice, settings, 1, context, watch, again)
        for dead in again:
            yield Done(dead, None, 0.0, "读取进程异常终止，已跳过。请检查文件是否损坏。")


@contextmanager
def _listening(context: SpawnContext, watch: Watch) -> Iterator[_Events]:
    """Tell `watch` what the children send, until the last of them is gone."""
    reader, writer = context.Pipe(duplex=False)
    listener = Thread(target=_listen, args=(reader, watch), daemon=True)
    listener.start()
    try:
        yield _Events(writer, context.Lock())
    finally:
        writer.close()
        listener.join(timeout=5)


def _listen(reader: Connection[PageRead, PageRead], watch: Watch) -> None:
    with reader:
        while True:
            try:
                event = reader.recv()
            except EOFError:
                return
            watch(event)


def _pooled(
    tasks: Sequence[Task],
    notice: Notice,
    settings: Settings,
    jobs: int,
    context: SpawnContext,
    watch: Watch,
    lost: list[Task],
) -> Iterator[Done]:
    """Yield what the pool finished; tasks lost with a dying pool go to `lost`."""
    with (
        _listening(context, watch) as events,
        ProcessPoolExecutor(
            jobs,
            mp_context=context,
            initializer=_start,
            initargs=(notice, settings, events),
            max_tasks_per_child=RECYCLED_AFTER,
        ) as pool,
    ):
        waiting: dict[Future[Done], Task] = {pool.submit(_read, task): task for task in tasks}
        try:
            while waiting:
                finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in finished:
                    task = waiting.pop(future)
                    yield from _outcome(future, task, lost)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _outcome(future: Future[Done], task: Task, lost: list[Task]) -> Iterator[Done]:
    try:
        yield future.result()
    except BrokenProcessPool:
        lost.append(task)
    except Exception as error:  # noqa: BLE001 - the per-document boundary: the run goes on
        yield Done(task, None, 0.0, f"读取时出现程序错误（{type(error).__name__}: {error}）。")
