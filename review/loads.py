"""Loads that the page starts: each a child process `shenhe load` or `shenhe retry`, one at a time.

What a load does stands in the archive; here is only which ones wait, run or have ended, and why
one went wrong.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Condition, Thread
from typing import Literal, Protocol

State = Literal["waiting", "running", "done", "failed"]

GRACE = 30.0  # seconds that a load has to stop in, before the page ends without it
KEPT = 50  # loads that are remembered
TAIL = 2000  # bytes of what a child said that are shown where it went wrong


class Commands(Protocol):
    """What the command line is called with."""

    @property
    def environment(self) -> Mapping[str, str]:
        """Return what the child's environment names besides."""
        ...

    def load(self, path: Path) -> Sequence[str]:
        """Return the arguments that load a folder of submissions."""
        ...

    def retry(self, ids: Sequence[str]) -> Sequence[str]:
        """Return the arguments that read again what went wrong, or some submissions."""
        ...

    def export(self, folder: Path, format: str, ids: Sequence[str]) -> Sequence[str]:
        """Return the arguments that write submissions into a folder, all unless some are named."""
        ...


@dataclass(frozen=True)
class Load:
    """One load; `count` is how many submissions it was given, 0 where that is not known yet."""

    number: int
    who: str
    what: str
    command: tuple[str, ...]
    count: int
    state: State = "waiting"
    asked_at: str = ""  # ISO 8601, UTC
    started_at: str = ""
    ended_at: str = ""
    problem: str = ""


class Loads:
    """The loads of one running page; a thread of its own starts them in turn.

    `log` is where a running child's words go.
    """

    def __init__(self, commands: Commands, log: Path) -> None:
        self._commands, self._log = commands, log
        self._loads: dict[int, Load] = {}
        self._changed = Condition()
        self._child: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._thread: Thread | None = None

    def load(self, who: str, folder: Path, count: int) -> Load:
        """Have a folder of submissions loaded when its turn comes."""
        return self._put(who, f"读入 {count} 份", self._commands.load(folder), count)

    def retry(self, who: str, ids: Sequence[str] = ()) -> Load:
        """Have read again what is named, or all that went wrong."""
        what = f"重读 {'、'.join(ids)}" if ids else "重读全部有问题的"
        return self._put(who, what, self._commands.retry(ids), len(ids))

    def again(self, who: str, number: int) -> Load | None:
        """Have a load done once more that has ended; `None` for one that has not, or is unknown."""
        old = self.one(number)
        if old is None or not old.ended_at:
            return None
        return self._put(who, old.what, old.command, old.count)

    def everything(self) -> list[Load]:
        """Return all loads, the last first."""
        with self._changed:
            return list(reversed(self._loads.values()))

    def one(self, number: int) -> Load | None:
        with self._changed:
            return self._loads.get(number)

    def close(self) -> None:
        """Start no more; what runs is told to stop, and goes on when it is loaded again."""
        with self._changed:
            self._closed = True
            if self._child is not None:
                self._child.send_signal(signal.SIGINT)
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(GRACE)

    def _put(self, who: str, what: str, command: Sequence[str], count: int) -> Load:
        with self._changed:
            number = max(self._loads, default=0) + 1
            load = Load(number, who, what, tuple(command), count, asked_at=_now())
            self._loads[number] = load
            ended = [n for n, one in self._loads.items() if one.ended_at]
            for old in ended[: max(len(self._loads) - KEPT, 0)]:
                del self._loads[old]
            if self._thread is None:
                self._thread = Thread(target=self._work, name="loads", daemon=True)
                self._thread.start()
            self._changed.notify_all()
            return load

    def _work(self) -> None:
        while (load := self._next()) is not None:
            status, said = self._run(load)
            with self._changed:
                self._child = None
                self._loads[load.number] = replace(
                    self._loads[load.number],
                    state="done" if status in (0, 1) else "failed",
                    ended_at=_now(),
                    problem="" if status in (0, 1) else said or f"读入中断（{status}）。",
                )

    def _next(self) -> Load | None:
        """Wait for a load's turn; `None` when the page ends."""
        with self._changed:
            while True:
                if self._closed:
                    return None
                for number, load in self._loads.items():
                    if load.state == "waiting":
                        self._loads[number] = replace(load, state="running", started_at=_now())
                        return self._loads[number]
                self._changed.wait()

    def _run(self, load: Load) -> tuple[int, str]:
        """Run a load to its end; return its exit status (1: some of it failed) and its last words."""
        told = {"NO_COLOR": "1", "COLUMNS": "200", "LOGNAME": load.who}
        environment = {**os.environ, **told, **self._commands.environment}
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            with self._log.open("wb") as out:
                child = subprocess.Popen(
                    load.command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=out,
                    env=environment,
                    start_new_session=True,
                )
                with self._changed:
                    self._child = child
                    if self._closed:
                        child.send_signal(signal.SIGINT)
                status = child.wait()
            return status, self._log.read_bytes()[-TAIL:].decode("utf-8", "replace").strip()
        except OSError as error:
            return -1, f"不能开始读入：{error}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
