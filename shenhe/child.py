"""A process that reads submissions for another: what it is told, what it answers, and its handle.

What a child sends is JSON, checked when it comes in: a child that a hostile file has taken over
can lie about that submission and do nothing else to the parent.
"""

from __future__ import annotations

import signal
import tempfile
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from pathlib import Path
from time import monotonic, perf_counter
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from extract.checkpoints import Checkpoints
from extract.limits import Limits, cap_cpu, cap_memory, guard, memory_kills, resident_bytes
from extract.notice import Notice
from extract.ocr.paddle import PaddleEngine
from extract.ocr.runtimes import load_networks
from extract.ocr.weights import find_weights
from extract.pipeline import read_submission
from extract.reading import Reader
from extract.records import Record
from extract.settings import Settings

from .attempts import Task

LAST_SECONDS = 0.5  # that a process takes to end once its pipe is closed
LONGEST_MESSAGE = 256 << 20  # bytes; a record of a thousand pages has about 10 MB


class Message(BaseModel):
    model_config = ConfigDict(frozen=True)


class Ready(Message):
    """The engine is loaded."""

    kind: Literal["ready"] = "ready"


class PageRead(Message):
    """A page was read, or with `page` 0 a file is opened: the file, the page, the file's pages."""

    kind: Literal["page"] = "page"
    submission: str
    file: str
    page: int
    pages: int


class Result(Message):
    """What came of a task: a record, or why there is none."""

    kind: Literal["result"] = "result"
    record: Record | None
    seconds: float
    error: str | None = None


MESSAGES: TypeAdapter[Ready | PageRead | Result] = TypeAdapter(
    Annotated[Ready | PageRead | Result, Field(discriminator="kind")]
)


def make_reader(notice: Notice, settings: Settings) -> Reader:
    """Load the OCR engine and return what every page is read with."""
    engine = PaddleEngine(load_networks(find_weights(settings.models), settings.threads))
    return Reader(engine, settings, notice.vocabulary.marks)


@dataclass(eq=False)
class Child:
    """A reading process, as its parent sees it."""

    context: SpawnContext
    notice: Notice
    settings: Settings
    limits: Limits
    tasks: int = 0  # handed to it so far
    heard: float = field(default_factory=monotonic)  # when it last said something
    base_bytes: int = 0  # its memory when the engine was loaded

    def __post_init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="shenhe-", ignore_cleanup_errors=True)
        self.pipe, theirs = self.context.Pipe()
        self._process = self.context.Process(
            target=_serve,
            args=(theirs, self.notice, self.settings, self.limits, Path(self._folder.name)),
            daemon=True,
        )
        self._memory_kills = memory_kills()
        self._process.start()
        theirs.close()

    def give(self, task: Task) -> None:
        """Hand it a task; raises OSError when it is gone."""
        self.tasks += 1
        self.heard = monotonic()
        self.pipe.send(task)

    def hear(self) -> Ready | PageRead | Result:
        """Return its next message; raises EOFError, OSError or ValueError when there is none."""
        content = self.pipe.recv_bytes(LONGEST_MESSAGE)
        self.heard = monotonic()
        message = MESSAGES.validate_json(content)
        if isinstance(message, Ready):
            self.base_bytes = resident_bytes(self._process.pid or 0)
        return message

    def excess(self) -> str | None:
        """Say which limit it has passed while it was at work, if any."""
        if monotonic() - self.heard > self.limits.page_seconds:
            return f"一页超过 {self.limits.page_seconds} 秒仍未读完"
        taken = resident_bytes(self._process.pid or 0) - self.base_bytes
        if self.base_bytes and taken > self.limits.memory_bytes:
            return f"占用内存超过 {self.limits.memory_bytes >> 20} MB"
        return None

    def was_killed(self) -> bool:
        """Tell whether it was ended from outside: by a signal, and not for want of memory."""
        self._process.join(LAST_SECONDS)
        by_hand = self._process.exitcode in (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP)
        return by_hand and memory_kills() == self._memory_kills

    def end(self) -> None:
        """Kill it and remove its temporary files."""
        self._process.kill()
        self._process.join()
        self.pipe.close()
        self._folder.cleanup()


def _serve(
    pipe: Connection[object, Task],
    notice: Notice,
    settings: Settings,
    limits: Limits,
    folder: Path,
) -> None:
    """Read what is handed over until the parent hangs up."""
    guard(limits, folder)
    reader = make_reader(notice, settings)
    cap_memory(limits)
    pipe.send_bytes(Ready().model_dump_json().encode())
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        result = _read(pipe, task, notice, reader, limits)
        pipe.send_bytes(result.model_dump_json().encode())


def _read(
    pipe: Connection[object, Task], task: Task, notice: Notice, reader: Reader, limits: Limits
) -> Result:
    def tell(file: str, page: int, pages: int) -> None:
        cap_cpu(limits, reader.settings.threads)
        event = PageRead(submission=task.submission, file=file, page=page, pages=pages)
        pipe.send_bytes(event.model_dump_json().encode())

    start = perf_counter()
    try:
        record = read_submission(
            task.root,
            task.submission,
            notice,
            reader,
            tell,
            dict(task.refused),
            task.folder,
            Checkpoints(task.checkpoints),
        )
    except Exception as error:  # noqa: BLE001 - the per-document boundary: the run goes on
        message = f"读取时出现程序错误（{type(error).__name__}: {error}）。"
        return Result(record=None, seconds=0.0, error=message)
    return Result(record=record, seconds=perf_counter() - start)
