"""What reading a submission has cost so far, and when its files or all of it are set aside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter

from extract.records import Record

ATTEMPTS = 3  # that may end in a child's death, before its document is set aside
FROM_OUTSIDE = 20  # deaths of a child that its document did not cause
DIED = "读取进程异常终止"
KILLED = "读取进程多次被外部终止"
ASIDE = "，已隔离"
OTHERS_READ = "，其余文件照常读取。请检查此文件是否损坏。"
ALL_ASIDE = "。请检查文件是否损坏，之后可用 shenhe retry 重读。"


@dataclass(frozen=True)
class Task:
    """One submission to be read under an id.

    `folder` is where its packed and converted files go; `refused` names files not to be opened,
    and why; `checkpoints` is where pages that took long are kept until it is filed.
    """

    root: Path
    submission: str
    folder: Path | None = None
    refused: tuple[tuple[str, str], ...] = ()
    checkpoints: Path | None = None


@dataclass(frozen=True)
class Done:
    """What came of a task: a record, or why there is none; `aside` where it was set aside."""

    task: Task
    record: Record | None
    seconds: float
    error: str | None = None
    aside: bool = False


@dataclass
class Trouble:
    """Deaths of reading processes by the file at work, files set aside with the reason."""

    deaths: Counter[str] = field(default_factory=Counter)
    refused: dict[str, str] = field(default_factory=dict)
    outside: int = 0  # deaths that were not the document's own


_TROUBLE = TypeAdapter(Trouble)


@dataclass(eq=False)
class Attempt:
    """A task on its way: the file at work, and what its files have cost so far."""

    task: Task
    at: str = ""  # no file yet
    trouble: Trouble = field(default_factory=Trouble)

    @classmethod
    def after(cls, task: Task, trouble: str) -> Attempt:
        """Return the next attempt at a task, with what was kept of those before as JSON."""
        return cls(task, trouble=_TROUBLE.validate_json(trouble))

    def kept(self) -> str:
        """Return the trouble as JSON."""
        return _TROUBLE.dump_json(self.trouble).decode()

    def order(self) -> Task:
        """Begin anew and return what is handed to the child."""
        self.at = ""
        return replace(self.task, refused=tuple(self.trouble.refused.items()))

    def blame(self, excess: str | None, outside: bool = False) -> Done | None:
        """Count a death against the file at work; the end of the task where no file is left to blame.

        A limit that was passed would be passed again; a death can have come from outside, and is
        then not the document's own.
        """
        if outside and excess is None:
            self.trouble.outside += 1
            return self._end(KILLED) if self.trouble.outside >= FROM_OUTSIDE else None
        self.trouble.deaths[self.at] += 1
        if excess is None and self.trouble.deaths[self.at] < ATTEMPTS:
            return None
        reason = excess or DIED
        if not self.at or self.at in self.trouble.refused:
            return self._end(reason)
        self.trouble.refused[self.at] = reason + ASIDE + OTHERS_READ
        return None

    def _end(self, reason: str) -> Done:
        return Done(self.task, None, 0.0, reason + ASIDE + ALL_ASIDE, aside=True)
