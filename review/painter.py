"""Pictures made in guarded child processes, since the files come from outside.

A child is told an order as JSON and answers with one byte, `+` or `-`, and the picture or a message.
One that dies, or takes too long, costs its picture only; another takes its place.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections import OrderedDict
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from pathlib import Path
from queue import LifoQueue
from threading import Lock

from extract.errors import DocumentError
from extract.limits import Limits, cap_cpu, cap_memory, guard
from extract.pictures import Order, picture

LIMITS = Limits(page_seconds=20, memory_bytes=1 << 30, file_bytes=64 << 20, open_files=64)
LONGEST_PICTURE = 64 << 20  # bytes
KEPT_BYTES = 96 << 20  # of pictures made before
FAILED = "此页无法显示：绘制时超出了时间或内存的限制。请下载原件查看。"


class Painter:
    """Makes pictures in `processes` children, and keeps those made last."""

    def __init__(self, processes: int = 2, limits: Limits = LIMITS) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._limits = limits
        self._idle: LifoQueue[_Child | None] = LifoQueue()
        for _ in range(processes):
            self._idle.put(_Child(self._context, limits))
        self._kept = _Kept(KEPT_BYTES)

    def paint(self, order: Order, content: str) -> bytes:
        """Return a picture; `content` is the file's hash. Raises DocumentError."""
        key = (content, order.model_dump_json(exclude={"path"}))
        found = self._kept.get(key)
        if found is None:
            found = self._made(order)
            self._kept.put(key, found)
        return found

    def close(self) -> None:
        """End the children that are idle; those at work end with this process."""
        while not self._idle.empty():
            child = self._idle.get()
            if child is not None:
                child.end()

    def _made(self, order: Order) -> bytes:
        child = self._idle.get()
        try:
            child = child or _Child(self._context, self._limits)
            return child.paint(order)
        except (EOFError, OSError) as error:
            if child is not None:
                child.end()
            child = None
            raise DocumentError(FAILED) from error
        finally:
            self._idle.put(child)


class _Child:
    def __init__(self, context: SpawnContext, limits: Limits) -> None:
        self._seconds = limits.page_seconds
        self._folder = tempfile.TemporaryDirectory(prefix="shenhe-", ignore_cleanup_errors=True)
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, limits, Path(self._folder.name)), daemon=True
        )
        self._process.start()
        theirs.close()

    def paint(self, order: Order) -> bytes:
        """Return the picture; raises DocumentError, or EOFError and OSError when it is gone."""
        self._pipe.send_bytes(order.model_dump_json().encode())
        if not self._pipe.poll(self._seconds):
            raise TimeoutError
        answer = self._pipe.recv_bytes(LONGEST_PICTURE)
        if answer[:1] != b"+":
            raise DocumentError(answer[1:].decode("utf-8", "replace"))
        return answer[1:]

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()
        self._folder.cleanup()


def _serve(pipe: Connection[bytes, bytes], limits: Limits, folder: Path) -> None:
    """Make what is ordered until the parent hangs up."""
    guard(limits, folder)
    os.chdir(folder)
    cap_memory(limits)
    with suppress(EOFError):
        while True:
            order = Order.model_validate_json(pipe.recv_bytes())
            cap_cpu(limits, 1)
            try:
                pipe.send_bytes(b"+" + picture(order))
            except (DocumentError, MemoryError) as error:
                pipe.send_bytes(b"-" + (str(error) or FAILED).encode())


class _Kept:
    """The pictures made last, up to so many bytes."""

    def __init__(self, limit: int) -> None:
        self._limit, self._bytes, self._lock = limit, 0, Lock()
        self._pictures: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    def get(self, key: tuple[str, str]) -> bytes | None:
        with self._lock:
            if key not in self._pictures:
                return None
            self._pictures.move_to_end(key)
            return self._pictures[key]

    def put(self, key: tuple[str, str], content: bytes) -> None:
        with self._lock:
            self._bytes += len(content) - len(self._pictures.pop(key, b""))
            self._pictures[key] = content
            while self._bytes > self._limit and len(self._pictures) > 1:
                _, dropped = self._pictures.popitem(last=False)
                self._bytes -= len(dropped)
