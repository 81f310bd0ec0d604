"""Reading spread over child processes; a child that dies costs its document one attempt."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import wait
from time import sleep
from typing import Protocol

from extract.errors import ShenheError
from extract.limits import Limits
from extract.notice import Notice
from extract.ocr.weights import find_weights
from extract.settings import Settings

from .attempts import ATTEMPTS, Attempt, Done, Task
from .child import Child, PageRead, Result

RECYCLED_AFTER = 100  # submissions, before a child is replaced and its memory given back
LOOK_SECONDS = 0.5  # between two looks at what the children use

LIMITS = Limits()

Watch = Callable[[PageRead], None]


class Supply(Protocol):
    """Where the tasks come from, and who is told what they cost."""

    def take(self) -> Attempt | None:
        """Return the next task; None where there is none now."""
        ...

    def is_over(self) -> bool:
        """Tell whether no further task will come."""
        ...

    def suffered(self, attempt: Attempt, reason: str) -> None:
        """Hear that a child died at a task."""
        ...

    def beat(self) -> None:
        """Be called twice a second or so while the reading goes on."""
        ...


class TaskList:
    """Tasks that are all known from the start."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._tasks = deque(tasks)

    def take(self) -> Attempt | None:
        return Attempt(self._tasks.popleft()) if self._tasks else None

    def is_over(self) -> bool:
        return not self._tasks

    def suffered(self, attempt: Attempt, reason: str) -> None:
        """Do nothing: the attempt itself remembers."""

    def beat(self) -> None:
        """Do nothing: nobody else wants the tasks."""


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
    if tasks:
        crew = Crew(notice, settings, jobs, len(tasks), watch, limits)
        yield from crew.work(TaskList(tasks))


class Crew:
    """The children, and which of them is at what."""

    def __init__(
        self,
        notice: Notice,
        settings: Settings,
        jobs: int,
        expected: int,
        watch: Watch = lambda page: None,
        limits: Limits = LIMITS,
    ) -> None:
        """Make a crew of at most `jobs` for as many tasks as are expected; none is started yet.

        Raises ModelError where the weights are not there.
        """
        find_weights(settings.models)
        self._context = multiprocessing.get_context("spawn")
        self._number = max(1, min(jobs, expected))
        # A lone submission gets all the cores; otherwise one thread a process is faster.
        self._settings = replace(settings, threads=max(1, jobs // self._number))
        self._notice, self._limits, self._watch = notice, limits, watch
        self._again: deque[Attempt] = deque()
        self._at_work: dict[Child, Attempt] = {}
        self._idle: list[Child] = []
        self._failed_starts = 0

    def work(self, supply: Supply) -> Iterator[Done]:
        """Read all that is supplied and yield each as it is done; the children are ended then.

        Raises ShenheError where no process starts.
        """
        try:
            while True:
                self._hand_out(supply)
                if self._at_work:
                    yield from self._listen(supply)
                elif supply.is_over():
                    return
                else:
                    sleep(LOOK_SECONDS)
                supply.beat()
        finally:
            for child in (*self._at_work, *self._idle):
                child.end()

    def _hand_out(self, supply: Supply) -> None:
        while len(self._at_work) < self._number:
            attempt = self._again.popleft() if self._again else supply.take()
            if attempt is None:
                return
            child = self._idle.pop() if self._idle else self._start()
            self._at_work[child] = attempt
            with suppress(OSError):  # the pipe's end is heard like that of a child that dies later
                child.give(attempt.order())

    def _start(self) -> Child:
        return Child(self._context, self._notice, self._settings, self._limits)

    def _listen(self, supply: Supply) -> Iterator[Done]:
        by_pipe = {child.pipe: child for child in self._at_work}
        for pipe in wait(list(by_pipe), LOOK_SECONDS):
            yield from self._hear(by_pipe[pipe], supply)  # type: ignore[index]
        for child in list(self._at_work):
            if excess := child.excess():
                yield from self._lose(child, excess, supply)

    def _hear(self, child: Child, supply: Supply) -> Iterator[Done]:
        try:
            message = child.hear()
        except (EOFError, OSError, ValueError):
            yield from self._lose(child, None, supply)
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

    def _lose(self, child: Child, excess: str | None, supply: Supply) -> Iterator[Done]:
        """Replace a child that died or must be ended; its task is tried again, or is over."""
        attempt = self._at_work.pop(child)
        started, outside = child.base_bytes > 0, child.was_killed()
        child.end()
        if not started:
            self._again.appendleft(attempt)
            if not outside:
                self._count_failed_start()
            return
        over = attempt.blame(excess, outside)
        supply.suffered(attempt, excess or ("killed" if outside else "died"))
        if over is not None:
            yield over
        else:
            self._again.append(attempt)

    def _count_failed_start(self) -> None:
        self._failed_starts += 1
        if self._failed_starts >= ATTEMPTS:
            raise ShenheError(
                "读取进程无法启动。请检查内存和磁盘空间，或运行 make setup 重新安装。"
            )
