"""What a person sees while a batch is being read."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from types import TracebackType
from typing import Self

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from .child import PageRead
from .console import duration, people

SHOWN = 28  # characters of a name


class LoadProgress:
    """A bar over the submissions, with pages read, the document at work and the time left.

    Time left goes by bytes: the one size of a submission that is known before it is opened.
    """

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("[bold]读取[/]"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn(
                "份 · {task.fields[pages]} 页 · 剩余 {task.fields[left]} · {task.fields[at]}"
            ),
            console=people,
            transient=True,
        )
        self._started = monotonic()
        self._sizes: dict[str, int] = {}
        self._done_bytes = 0.0
        self._pages = 0
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._progress.stop()

    @property
    def seconds(self) -> float:
        return monotonic() - self._started

    def say(self, message: str) -> None:
        people.print(f"[dim]{message}[/]")

    def begin(self, submissions: Sequence[tuple[str, int]]) -> None:
        """Start the bar over (submission, bytes)."""
        self._sizes = dict(submissions)
        self._started = monotonic()
        self._task = self._progress.add_task("", total=len(submissions), pages=0, left="—", at="")

    def page(self, event: PageRead) -> None:
        """Count a page; called from the thread that listens to the children."""
        if self._task is None:
            return
        self._pages += 1
        at = escape(
            f"{event.submission[:SHOWN]} {event.file[-SHOWN:]} 第{event.page}/{event.pages}页"
        )
        self._progress.update(self._task, pages=self._pages, at=at)

    def done(self, submission: str) -> None:
        if self._task is None:
            return
        self._done_bytes += self._sizes.get(submission, 0)
        self._progress.update(self._task, advance=1, left=self._left())

    def _left(self) -> str:
        total = sum(self._sizes.values())
        if not self._done_bytes or self._done_bytes >= total:
            return "—"
        return duration(self.seconds * (total - self._done_bytes) / self._done_bytes)
