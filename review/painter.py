"""Pictures made in guarded processes, since the files come from outside."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from queue import Empty, LifoQueue
from threading import Lock
from time import monotonic

from extract.errors import DocumentError
from extract.guarded import GuardedWorker
from extract.limits import Limits
from extract.pictures import Order, drawer

LIMITS = Limits(page_seconds=20, memory_bytes=1 << 30, file_bytes=64 << 20, open_files=64)
KEPT_BYTES = 96 << 20  # of pictures made before
TRIED_AGAIN = 300.0  # seconds until a picture that could not be made is tried again
REMEMBERED = 1000  # pictures that could not be made
FAILED = "此页无法显示：绘制时超出了时间或内存的限制。请下载原件查看。"

Key = tuple[str, str]


class Painter:
    """Makes pictures in `processes` children; keeps those made last, and what failed."""

    def __init__(self, processes: int = 2, limits: Limits = LIMITS) -> None:
        self._idle: LifoQueue[GuardedWorker] = LifoQueue()
        for _ in range(processes):
            worker = GuardedWorker(drawer, limits, FAILED)
            worker.start()
            self._idle.put(worker)
        self._kept = _Kept(KEPT_BYTES)
        self._failed: dict[Key, tuple[float, str]] = {}

    def paint(self, order: Order, content: str) -> bytes:
        """Return a picture; `content` is the file's hash. Raises DocumentError."""
        key = (content, order.model_dump_json(exclude={"path"}))
        found = self._kept.get(key)
        if found is None:
            self._refuse_again(key)
            try:
                found = self._made(order)
            except DocumentError as error:
                self._remember(key, str(error))
                raise
            self._kept.put(key, found)
        return found

    def close(self) -> None:
        """End the children that are idle; those at work end with this process.

        A picture that is asked for afterwards starts one anew, and is not waited for without end.
        """
        idle = []
        with suppress(Empty):
            while True:
                idle.append(self._idle.get_nowait())
        for worker in idle:
            worker.close()
            self._idle.put(worker)

    def _refuse_again(self, key: Key) -> None:
        """Raise what an order failed with a short while ago: it may have taken all its time."""
        at, message = self._failed.get(key, (0.0, ""))
        if message and monotonic() < at + TRIED_AGAIN:
            raise DocumentError(message)

    def _remember(self, key: Key, message: str) -> None:
        if len(self._failed) >= REMEMBERED:
            self._failed.clear()
        self._failed[key] = (monotonic(), message)

    def _made(self, order: Order) -> bytes:
        worker = self._idle.get()
        try:
            return worker.ask(order.model_dump_json().encode())
        finally:
            self._idle.put(worker)


class _Kept:
    """The pictures made last, up to so many bytes."""

    def __init__(self, limit: int) -> None:
        self._limit, self._bytes, self._lock = limit, 0, Lock()
        self._pictures: OrderedDict[Key, bytes] = OrderedDict()

    def get(self, key: Key) -> bytes | None:
        with self._lock:
            if key not in self._pictures:
                return None
            self._pictures.move_to_end(key)
            return self._pictures[key]

    def put(self, key: Key, content: bytes) -> None:
        with self._lock:
            self._bytes += len(content) - len(self._pictures.pop(key, b""))
            self._pictures[key] = content
            while self._bytes > self._limit and len(self._pictures) > 1:
                _, dropped = self._pictures.popitem(last=False)
                self._bytes -= len(dropped)
