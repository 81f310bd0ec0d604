"""What a load tells other programs while it goes on: one JSON object a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from extract.errors import UsageError


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    at: str = Field(
        default_factory=lambda: datetime.now(UTC).isoformat(timespec="milliseconds"),
        description="when, ISO 8601, UTC",
    )


class RunStarted(_Event):
    """The run has a number in the archive."""

    event: Literal["run-started"] = "run-started"
    run: int
    worker: str = Field(description="this process, as the queue names it")
    version: str = Field(description="of program, pipeline and programme")


class Planned(_Event):
    """All that arrived is hashed and sorted."""

    event: Literal["planned"] = "planned"
    to_read: int
    known: int = Field(description="in the archive already")
    failed: int = Field(description="cannot be read, or was rejected or set aside before")
    bytes: int = Field(description="of what is to be read")


class ReadingStarted(_Event):
    """A submission is handed to a reading process."""

    event: Literal["reading-started"] = "reading-started"
    submission: str
    source: str
    attempt: int = Field(description="1 for the first")


class PageDone(_Event):
    """A page was read."""

    event: Literal["page-read"] = "page-read"
    submission: str
    file: str
    page: int
    pages: int = Field(description="of the file")


class ReaderLost(_Event):
    """A reading process died or was ended; the submission is tried again, or is over."""

    event: Literal["reader-lost"] = "reader-lost"
    submission: str
    file: str = Field(description="that was at work; empty where none was")
    reason: str = Field(description="died, killed (from outside), or the limit passed, in Chinese")


class Filed(_Event):
    """A submission is in the archive."""

    event: Literal["filed"] = "filed"
    submission: str
    source: str
    pages: int
    errors: int = Field(description="things that could not be read, told in the record's errors")
    reading_seconds: float = Field(description="in the reading process")
    filing_seconds: float = Field(description="checking and writing, in this process")


class Rejected(_Event):
    """A submission could not be read, or was set aside: nothing is filed."""

    event: Literal["rejected", "quarantined"] = "rejected"
    submission: str
    source: str
    message: str = Field(description="why, in Chinese")


class ReadElsewhere(_Event):
    """Another process that shares the batch has read it."""

    event: Literal["read-elsewhere"] = "read-elsewhere"
    submission: str
    source: str


class RunEnded(_Event):
    """The run is over, its summary kept in the archive."""

    event: Literal["run-ended"] = "run-ended"
    run: int
    filed: int
    with_errors: int = Field(description="of the filed")
    known: int
    failed: int
    quarantined: int = Field(description="of the failed")
    elsewhere: int
    pages: int
    seconds: float


Event = (
    RunStarted
    | Planned
    | ReadingStarted
    | PageDone
    | ReaderLost
    | Filed
    | Rejected
    | ReadElsewhere
    | RunEnded
)
EVENTS: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="event")])


class EventStream:
    """Writes events to a stream, each on a line of its own, at once; to none where it is None."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        self._stream = stream

    def tell(self, event: Event) -> None:
        if self._stream is not None:
            self._stream.write(event.model_dump_json() + "\n")
            self._stream.flush()


@contextmanager
def event_stream(target: str | None) -> Iterator[EventStream]:
    """Open a stream to a file, which is added to, or with `-` to the standard output.

    Raises UsageError where the file cannot be written.
    """
    if target is None:
        yield EventStream()
    elif target == "-":
        yield EventStream(sys.stdout)
    else:
        try:
            stream = Path(target).open("a", encoding="utf-8")  # noqa: SIM115 - closed below
        except OSError as error:
            raise UsageError(f"无法写入 {target}：{error.strerror}。") from error
        with stream:
            yield EventStream(stream)
