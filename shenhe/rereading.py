"""A part of a page read again at a reviewer's wish, in a guarded process with the OCR engine."""

from __future__ import annotations

import json
from functools import partial
from threading import Lock

from extract.errors import DocumentError
from extract.guarded import GuardedChild, RefusedError, Work
from extract.limits import Limits
from extract.ocr.paddle import PaddleEngine
from extract.ocr.runtimes import load_networks
from extract.ocr.weights import find_weights
from extract.pictures import Order
from extract.region import read_region
from extract.settings import Settings
from review import WhatIsRead

LIMITS = Limits(page_seconds=60)
FAILED = "这一处没有读成。请照图填写。"


class Rereading:
    """Reads parts of pages in one child, started when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        find_weights(settings.models)
        self._settings = settings
        self._lock = Lock()
        self._child: GuardedChild | None = None

    def __call__(self, order: Order) -> WhatIsRead:
        """Read what stands in an order's box; raises DocumentError."""
        with self._lock:
            self._child = self._child or GuardedChild(
                partial(_reader, self._settings), LIMITS, self._settings.threads
            )
            try:
                return _read(self._child.ask(order.model_dump_json().encode()))
            except RefusedError as error:
                raise DocumentError(str(error) or FAILED) from error
            except (EOFError, OSError, ValueError, KeyError) as error:
                self._child.end()
                self._child = None
                raise DocumentError(FAILED) from error

    def close(self) -> None:
        with self._lock:
            if self._child is not None:
                self._child.end()
                self._child = None


def _read(answer: bytes) -> WhatIsRead:
    told = json.loads(answer)
    return WhatIsRead(str(told["text"]), min(max(float(told["confidence"]), 0.0), 1.0))


def _reader(settings: Settings) -> Work:
    """Load the engine; what it gives reads an order's box and tells text and confidence."""
    engine = PaddleEngine(load_networks(find_weights(settings.models), settings.threads))

    def read(order: bytes) -> bytes:
        text, sure = read_region(Order.model_validate_json(order), engine, settings.detection_side)
        return json.dumps({"text": text, "confidence": sure}).encode()

    return read
