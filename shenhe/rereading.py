"""A part of a page read again at a reviewer's wish, in a guarded process with the OCR engine."""

from __future__ import annotations

import json
import multiprocessing
import tempfile
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock

from extract.errors import DocumentError
from extract.limits import Limits, cap_cpu, cap_memory, guard
from extract.ocr.onnx import OnnxEngine
from extract.ocr.weights import find_weights
from extract.pictures import Order
from extract.region import read_region
from extract.settings import Settings
from review import WhatIsRead

LIMITS = Limits(page_seconds=60)
LONGEST_ANSWER = 1 << 20  # bytes
FAILED = "这一处没有读成。请照图填写。"


class Rereading:
    """Reads parts of pages in one child, started when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        find_weights(settings.models)
        self._settings = settings
        self._lock = Lock()
        self._child: _Child | None = None

    def __call__(self, order: Order) -> WhatIsRead:
        """Read what stands in an order's box; raises DocumentError."""
        with self._lock:
            self._child = self._child or _Child(self._settings)
            try:
                return self._child.read(order)
            except (EOFError, OSError, ValueError, KeyError) as error:
                self._child.end()
                self._child = None
                raise DocumentError(FAILED) from error

    def close(self) -> None:
        with self._lock:
            if self._child is not None:
                self._child.end()
                self._child = None


class _Child:
    def __init__(self, settings: Settings) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="shenhe-", ignore_cleanup_errors=True)
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, settings, Path(self._folder.name)), daemon=True
        )
        self._process.start()
        theirs.close()

    def read(self, order: Order) -> WhatIsRead:
        self._pipe.send_bytes(order.model_dump_json().encode())
        if not self._pipe.poll(LIMITS.page_seconds):
            raise TimeoutError
        answer = json.loads(self._pipe.recv_bytes(LONGEST_ANSWER))
        if "error" in answer:
            raise DocumentError(str(answer["error"]))
        return WhatIsRead(str(answer["text"]), min(max(float(answer["confidence"]), 0.0), 1.0))

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()
        self._folder.cleanup()


def _serve(pipe: Connection[bytes, bytes], settings: Settings, folder: Path) -> None:
    """Read what is asked for until the parent hangs up."""
    guard(LIMITS, folder)
    engine = OnnxEngine(find_weights(settings.models), settings.threads)
    cap_memory(LIMITS)
    with suppress(EOFError):
        while True:
            order = Order.model_validate_json(pipe.recv_bytes())
            cap_cpu(LIMITS, settings.threads)
            try:
                text, confidence = read_region(order, engine, settings.detection_side)
                answer: dict[str, str | float] = {"text": text, "confidence": confidence}
            except DocumentError as error:
                answer = {"error": str(error)}
            except MemoryError:
                answer = {"error": FAILED}
            pipe.send_bytes(json.dumps(answer).encode())
