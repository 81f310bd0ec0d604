"""What happens to each piece of work, counted, shown to people and told to other programs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path

from archive import Job
from archive.queue import FAILED
from extract.records import Record

from . import events
from .child import PageRead
from .events import EventStream
from .progress import LoadProgress
from .summary import Summary


@dataclass(frozen=True)
class LoadReporter:
    """Hears of everything that happens in a run."""

    progress: LoadProgress
    stream: EventStream
    summary: Summary

    def planned(self, jobs: Collection[Job]) -> None:
        self.progress.begin([(job.submission, job.bytes) for job in jobs])
        told = events.Planned(
            to_read=len(jobs),
            known=len(self.summary.known),
            failed=len(self.summary.failed),
            bytes=sum(job.bytes for job in jobs),
        )
        self.stream.tell(told)

    def started(self, job: Job) -> None:
        told = events.ReadingStarted(
            submission=job.submission, source=job.source, attempt=job.attempts
        )
        self.stream.tell(told)

    def page(self, event: PageRead) -> None:
        self.progress.page(event)
        told = events.PageDone(
            submission=event.submission, file=event.file, page=event.page, pages=event.pages
        )
        self.stream.tell(told)

    def lost(self, job: Job, file: str, reason: str) -> None:
        told = events.ReaderLost(submission=job.submission, file=file, reason=reason)
        self.stream.tell(told)

    def filed(self, job: Job, record: Record, reading: float, filing: float) -> None:
        errors = len(record.errors)
        self.summary.filed.append(record.id)
        self.summary.with_errors += errors > 0
        self.summary.page_origins.update(
            "digital" if page.digital else "scanned" for page in record.pages
        )
        told = events.Filed(
            submission=record.id,
            source=job.source,
            pages=len(record.pages),
            errors=errors,
            reading_seconds=round(reading, 4),
            filing_seconds=round(filing, 4),
        )
        self.stream.tell(told)
        self.progress.done(job.submission)

    def failed(self, job: Job, message: str, aside: bool) -> None:
        """Hear that work was rejected, or set aside."""
        self.not_read(Path(job.source), message, aside, job.submission)
        self.progress.done(job.submission)

    def not_read(
        self, source: Path, message: str, aside: bool = False, submission: str = ""
    ) -> None:
        """Hear of what is not even begun."""
        self.summary.failed.append((source, message))
        self.summary.aside += aside
        told = events.Rejected(
            event="quarantined" if aside else "rejected",
            submission=submission,
            source=str(source),
            message=message,
        )
        self.stream.tell(told)

    def ended(self, run: int) -> None:
        self.stream.tell(
            events.RunEnded(run=run, seconds=self.summary.seconds, **asdict(self.summary.counts))
        )

    def settled(self, job: Job) -> None:
        """Hear that work is over without us."""
        if job.state in FAILED:
            self.failed(job, job.message, job.state == "quarantined")
        else:
            self.lost_to_another(job)

    def lost_to_another(self, job: Job) -> None:
        """Hear that another process has read work, or has the lease on it by now."""
        self.summary.elsewhere.append(job.submission)
        self.stream.tell(events.ReadElsewhere(submission=job.submission, source=job.source))
        self.progress.done(job.submission)
