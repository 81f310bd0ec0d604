"""Reading spread over child processes; a child that dies costs its document one attempt."""

from __future__ import annotations

import multiprocessing
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import wait

from extract.errors import ShenheError
from extract.limits import Limits
from extract.notice import Notice
from extract.ocr.weights import find_weights
from extract.records import Record
from extract.settings import Settings

from .child import Child, PageRead, Result, Task

RECYCLED_AFTER = 100  # submissions, before a child is replaced and its memory given back
ATTEMPTS = 3  # that may end in a child's death, before its document is set aside
LOOK_SECONDS = 0.5  # between two looks at what the children use
DIED = "读取进程异常终止"
ASIDE = "，已隔离，其余文件照常读取。请检查此文件是否损坏。"

LIMITS = Limits()

Watch = Callable[[PageRead], None]


@dataclass(frozen=True)
class Done:
    """What came of a task: a record, or why there is none."""

    task: Task
    record: Record | None
    seconds: float
    error: str | None = None


@dataclass
class _Attempt:
    """A task on its way: the file at work, and what its files have cost so far."""

    task: Task
    at: str = ""  # no file yet
    deaths: Counter[str] = field(default_factory=Counter)
    refused: dict[str, str] = field(default_factory=dict)

    def order(self) -> Task:
        self.at = ""
        return replace(self.task, refused=tuple(self.refused.items()))

    def blame(self, excess: str | None) -> Done | None:
        """Count a death against the file at work; the end of the task where no file is left to blame.

        A limit that was passed would be passed again; a death can have come from outside.
        """
        self.deaths[self.at] += 1
        if excess is None and self.deaths[self.at] < ATTEMPTS:
            return None
        reason = excess or DIED
        if not self.at or self.at in self.refused:
            return Done(self.task, None, 0.0, f"{reason}，已跳过。请检查文件是否损坏。")
        self.refused[self.at] = reason + ASIDE
        return None


def read_all(
    tasks: Sequence[Task],
    notice: Notice,
    settings: Settings,
    jobs: int,
    watch: Watch = lambda page: None,
    limits: Limits = LIMITS,
) -> Iterator[Done]:
    """Read submissions in `jobs` processes and yield each as it is done, in any order.

    Raises ModelError where the weights are not there, and ShenheError where no process starts.
    """
    if not tasks:
        return
    find_weights(settings.models)
    number = min(jobs, len(tasks))
    # A lone submission gets all the cores; otherwise one thread a process is faster.
    settings = replace(settings, threads=max(1, jobs // number))
    crew = _Crew(notice, settings, limits, watch)
    try:
        yield from crew.work(tasks, number)
    finally:
        crew.end()


class _Crew:
    """The children, and which of them is at what."""

    def __init__(self, notice: Notice, settings: Settings, limits: Limits, watch: Watch) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._notice, self._settings, self._limits = notice, settings, limits
        self._watch = watch
        self._waiting: deque[_Attempt] = deque()
        self._at_work: dict[Child, _Attempt] = {}
        self._idle: list[Child] = []
        self._failed_starts = 0

    def work(self, tasks: Sequence[Task], number: int) -> Iterator[Done]:
        self._waiting.extend(_Attempt(task) for task in tasks)
        while self._waiting or self._at_work:
            while self._waiting and len(self._at_work) < number:
                self._hand_out(self._waiting.popleft())
            yield from self._listen()

    def end(self) -> None:
        for child in (*self._at_work, *self._idle):
            child.end()

    def _hand_out(self, attempt: _Attempt) -> None:
        child = self._idle.pop() if self._idle else self._start()
        self._at_work[child] = attempt
        with suppress(OSError):  # the pipe's end is heard like that of a child that dies later
            child.give(attempt.order())

    def _start(self) -> Child:
        return Child(self._context, self._notice, self._settings, self._limits)

    def _listen(self) -> Iterator[Done]:
        by_pipe = {child.pipe: child for child in self._at_work}
        for pipe in wait(list(by_pipe), LOOK_SECONDS):
            yield from self._hear(by_pipe[pipe])  # type: ignore[index]
        for child in list(self._at_work):
            if excess := child.excess():
                yield from self._lose(child, excess)

    def _hear(self, child: Child) -> Iterator[Done]:
        try:
            message = child.hear()
        except (EOFError, OSError, ValueError):
            yield from self._lose(child, None)
            return
        if isinstance(message, PageRead):
            self._at_work[child].at = message.file
            if message.page:
                self._watch(message)
        elif isinstance(message, Result):
            attempt = self._at_work.pop(child)
            self._keep_or_recycle(child)
            yield Done(attempt.task, message.record, message.seconds, message.error)

    def _keep_or_recycle(self, child: Child) -> None:
        if child.tasks < RECYCLED_AFTER:
            self._idle.append(child)
        else:
            child.end()

    def _lose(self, child: Child, excess: str | None) -> Iterator[Done]:
        """Replace a child that died or must be ended; its task is tried again, or is over."""
        attempt = self._at_work.pop(child)
        started = child.base_bytes > 0
        child.end()
        if not started:
            self._waiting.appendleft(attempt)
            self._count_failed_start()
        elif (over := attempt.blame(excess)) is not None:
            yield over
        else:
            self._waiting.append(attempt)

    def _count_failed_start(self) -> None:
        self._failed_starts += 1
        if self._failed_starts >= ATTEMPTS:
            raise ShenheError(
                "读取进程无法启动。请检查内存和磁盘空间，或运行 make setup 重新安装。"
            )
