"""The tasks of a load out of the queue in the archive, which other loads may share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic

from archive import Archive, Job

from .attempts import Attempt, Task
from .child import PageRead
from .reporting import LoadReporter
from .worker_names import is_gone, was_killed

BEAT_SECONDS = 10.0  # between two renewals of the leases, which last a minute
LOOK_SECONDS = 1.0  # between two looks at what others are at
HEAD = 100  # pieces of work that are asked for at once


class ArchiveSupply:
    """Work that was put into the queue, taken one by one under leases.

    What another process is at is looked at again until that one has done it, or is gone.
    """

    def __init__(
        self,
        archive: Archive,
        worker: str,
        jobs: Mapping[int, Job],
        make_task: Callable[[Job], Task],
        reporter: LoadReporter,
    ) -> None:
        self._archive, self._worker = archive, worker
        self._make_task, self._reporter = make_task, reporter
        self._open = dict(sorted(jobs.items()))
        self._elsewhere: set[int] = set()
        self._held: dict[Task, Job] = {}
        self._pages: dict[str, int] = {}  # by submission
        self._beaten = self._looked = monotonic()

    def take(self) -> Attempt | None:
        """Return the next task that nobody is at."""
        while self._open:
            head = list(self._open)[:HEAD]
            if (job := self._archive.claim(self._worker, head)) is not None:
                del self._open[job.number]
                return self._attempt(job)
            self._sort_out(head)
        return self._from_elsewhere()

    def is_over(self) -> bool:
        return not self._open and not self._elsewhere

    def suffered(self, attempt: Attempt, reason: str) -> None:
        job = self._held[attempt.task]
        self._archive.note_trouble(self._worker, job.number, attempt.kept())
        self._reporter.lost(job, attempt.at, reason)

    def beat(self) -> None:
        """Renew the leases when it is time."""
        if monotonic() - self._beaten < BEAT_SECONDS:
            return
        self._beaten = monotonic()
        pages = {
            job.number: self._pages[job.submission]
            for job in self._held.values()
            if job.submission in self._pages
        }
        self._archive.renew(self._worker, pages)

    def watch(self, event: PageRead) -> None:
        """Count a page for the next renewal."""
        self._pages[event.submission] = self._pages.get(event.submission, 0) + 1
        self._reporter.page(event)

    def job(self, task: Task) -> Job:
        """Return the work that a task is, and forget it."""
        job = self._held.pop(task)
        self._pages.pop(job.submission, None)
        return job

    def _attempt(self, job: Job) -> Attempt:
        task = self._make_task(job)
        self._reporter.started(job)
        self._held[task] = job
        return Attempt.after(task, job.trouble)

    def _sort_out(self, numbers: list[int]) -> None:
        """Part what is over from what others are at."""
        for job in self._archive.jobs(numbers):
            if job.is_over:
                self._reporter.settled(job)
            else:
                self._elsewhere.add(job.number)
        for number in numbers:
            self._open.pop(number, None)

    def _from_elsewhere(self) -> Attempt | None:
        """Look whether what others were at is over, or free again."""
        if not self._elsewhere or monotonic() - self._looked < LOOK_SECONDS:
            return None
        self._looked = monotonic()
        bury_the_gone(self._archive)
        numbers = sorted(self._elsewhere)
        if (job := self._archive.claim(self._worker, numbers)) is not None:
            self._elsewhere.discard(job.number)
            return self._attempt(job)
        for job in self._archive.jobs(numbers):
            if job.is_over:
                self._elsewhere.discard(job.number)
                self._reporter.settled(job)
        return None


def bury_the_gone(archive: Archive) -> None:
    """Free what processes of this machine were at that are no longer there."""
    for worker in archive.at_work():
        if is_gone(worker):
            archive.bury(worker, was_killed(worker))
