"""A part of a page read again at a reviewer's wish, in a guarded process with the OCR engine."""

from __future__ import annotations

import json
from functools import partial

from extract.errors import DocumentError
from extract.guarded import GuardedWorker, Work
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
        reader = partial(_reader, settings)
        self._worker = GuardedWorker(reader, LIMITS, FAILED, settings.threads)

    def __call__(self, order: Order) -> WhatIsRead:
        """Read what stands in an order's box; raises DocumentError."""
        return _read(self._worker.ask(order.model_dump_json().encode()))

    def close(self) -> None:
        self._worker.close()


def _read(answer: bytes) -> WhatIsRead:
    try:
        told = json.loads(answer)
        sure = min(max(float(told["confidence"]), 0.0), 1.0)
        return WhatIsRead(str(told["text"]), sure)
    except (ValueError, KeyError, TypeError) as error:
        raise DocumentError(FAILED) from error


def _reader(settings: Settings) -> Work:
    """Load the engine; what it gives reads an order's box and tells text and confidence."""
    engine = PaddleEngine(load_networks(find_weights(settings.models), settings.threads))

    def read(order: bytes) -> bytes:
        text, sure = read_region(Order.model_validate_json(order), engine, settings.detection_side)
        return json.dumps({"text": text, "confidence": sure}).encode()

    return read
