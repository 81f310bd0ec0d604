"""Work on files from outside, done in a process that is held to limits.

The process is told orders and answers with one byte, `+` or `-`, and what it made or a message in
Chinese. One that dies or takes too long costs that order only: its owner makes another.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock

from .errors import DocumentError, ShenheError
from .limits import Limits, cap_cpu, cap_memory, guard

LONGEST_ANSWER = 64 << 20  # bytes
START_SECONDS = 120.0  # loading what the work needs is not the order's time

READY = b"+"

# The system ends a child with the thread that started it, and threads of a server come and go:
# this one lasts as long as the process.
_STARTER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="starter")

Work = Callable[[bytes], bytes]
Prepare = Callable[[], Work]


class RefusedError(Exception):
    """What the process said it cannot do; the message may be empty."""


class GuardedChild:
    """One process; orders and answers are bytes, never objects."""

    def __init__(self, prepare: Prepare, limits: Limits, threads: int = 1) -> None:
        """Start a process, which loads what it needs by `prepare` before its memory is capped.

        Args:
            prepare: gives what does the work; it raises ShenheError for an order it refuses.
            limits: what the process may use; those of time begin anew with every order.
            threads: how many threads the work has.
        """
        context = multiprocessing.get_context("spawn")
        self._seconds = limits.page_seconds
        self._folder = tempfile.TemporaryDirectory(prefix="shenhe-", ignore_cleanup_errors=True)
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, prepare, limits, threads, self._folder.name), daemon=True
        )
        _STARTER.submit(self._process.start).result()
        self._ready = False
        theirs.close()

    def ask(self, order: bytes) -> bytes:
        """Return the answer to an order.

        Raises `RefusedError`, or EOFError and OSError where the process is gone or too slow: then it
        has to be ended.
        """
        if not self._ready:
            self._received(START_SECONDS)
            self._ready = True
        self._pipe.send_bytes(order)
        answer = self._received(self._seconds)
        if answer[:1] != b"+":
            raise RefusedError(answer[1:].decode("utf-8", "replace"))
        return answer[1:]

    def is_gone(self) -> bool:
        return self._process.exitcode is not None

    def _received(self, seconds: float) -> bytes:
        if not self._pipe.poll(seconds):
            raise TimeoutError
        return self._pipe.recv_bytes(LONGEST_ANSWER)

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()
        self._folder.cleanup()


class GuardedWorker:
    """A guarded process that is started when it is first needed, and anew where it was lost."""

    def __init__(self, prepare: Prepare, limits: Limits, failed: str, threads: int = 1) -> None:
        """See `GuardedChild`; `failed` is said of an order that cost the process its life."""
        self._prepare, self._limits, self._threads = prepare, limits, threads
        self._failed = failed
        self._lock = Lock()
        self._child: GuardedChild | None = None

    def start(self) -> None:
        """Start the process, so that the first order need not wait for it."""
        self._child = self._child or GuardedChild(self._prepare, self._limits, self._threads)

    def ask(self, order: bytes) -> bytes:
        """Return the answer to an order; raises DocumentError, with a message for people."""
        with self._lock:
            if self._child is not None and self._child.is_gone():
                self._end()  # while it was idle: no fault of this order
            self.start()
            assert self._child is not None
            try:
                return self._child.ask(order)
            except RefusedError as error:
                raise DocumentError(str(error) or self._failed) from error
            except (EOFError, OSError) as error:
                self._end()
                raise DocumentError(self._failed) from error

    def close(self) -> None:
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


def _serve(
    pipe: Connection[bytes, bytes], prepare: Prepare, limits: Limits, threads: int, folder: str
) -> None:
    """Do what is ordered until the parent hangs up."""
    guard(limits, Path(folder))
    os.chdir(folder)
    work = prepare()
    cap_memory(limits)
    pipe.send_bytes(READY)
    with suppress(EOFError):
        while True:
            order = pipe.recv_bytes()
            cap_cpu(limits, threads)
            try:
                pipe.send_bytes(b"+" + work(order))
            except (ShenheError, MemoryError) as error:
                pipe.send_bytes(b"-" + str(error).encode())
