"""An engine without a model: it repeats what the real one once said of the same pictures.

Recordings are JSON files in `recordings/`. A picture is known by a coarse thumbnail and not by
its bytes, since OpenCV gives pixels that differ by a level or two from one processor to another.
With SHENHE_RECORD=1 in the environment recordings are made anew by the real engine; such a run
always fails, so that nothing passes on what it has just recorded.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Generic, TypedDict, TypeVar

import numpy as np
import pytest
from numpy.typing import NDArray

from extract.ocr import Engine, Image, Line, Quad
from extract.ocr.figures import SYMBOLS, Trace

FOLDER = Path(__file__).parent / "recordings"
FLAG = "SHENHE_RECORD"
GRID = (4, 24)  # rows and columns of a thumbnail, whatever the picture's size
NEAR = 1.0  # grey levels, mean, by which thumbnails of one picture differ at most
UNSEEN = 1e-6  # probability below which a trace's entry is not kept

T = TypeVar("T")


class Said(TypedDict):
    """What was read in a crop; `trace` holds, a step each, the shares by character."""

    text: str
    positions: list[float]
    confidences: list[float]
    alternatives: list[str]
    trace: list[dict[str, float]] | None


class Recording(TypedDict):
    """What an engine said: the eight coordinates of each quad of a page, the lines by crop."""

    quads: dict[str, list[list[float]]]
    lines: dict[str, Said]


class UnknownPictureError(AssertionError):
    """A picture of which nothing was recorded."""

    def __init__(self) -> None:
        super().__init__(
            f"no recording of this picture: the way to it has changed; record again with {FLAG}=1"
        )


class RecordedEngine:
    """Repeats a recording; raises UnknownPictureError for pictures that are not in it."""

    def __init__(self, recording: Recording) -> None:
        self._quads = _Answers(recording["quads"])
        self._lines = _Answers(recording["lines"])

    def detect(self, image: Image, side: int) -> list[Quad]:
        return [np.array(xy, np.float32).reshape(4, 2) for xy in self._quads.of(image)]

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        return [_line(self._lines.of(crop)) for crop in crops]


class RecordingEngine:
    """Asks another engine, keeps its answers, and gives them as they will be repeated."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.recording = Recording(quads={}, lines={})

    def detect(self, image: Image, side: int) -> list[Quad]:
        quads = self._engine.detect(image, side)
        rounded = [[round(float(x), 2) for x in quad.ravel()] for quad in quads]
        self.recording["quads"][thumbnail(image).tobytes().hex()] = rounded
        return RecordedEngine(self.recording).detect(image, side)

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        for crop, line in zip(crops, self._engine.recognise(crops), strict=True):
            self.recording["lines"][thumbnail(crop).tobytes().hex()] = _said(line)
        return RecordedEngine(self.recording).recognise(crops)


@contextmanager
def recorded(
    name: str, folder: Path = FOLDER, real: Callable[[], Engine] | None = None
) -> Iterator[Engine]:
    """Give the engine that repeats recording `name`, or records it where FLAG is set."""
    path = folder / f"{name}.json"
    if not os.environ.get(FLAG):
        yield RecordedEngine(json.loads(path.read_text(encoding="utf-8")))
        return
    engine = RecordingEngine((real or _real_engine)())
    yield engine
    path.write_text(_as_json(engine.recording), encoding="utf-8")
    pytest.fail(f"{path.name} was recorded anew: look at what changed, and run without {FLAG}")


def _real_engine() -> Engine:
    from extract.ocr.paddle import PaddleEngine
    from extract.ocr.runtimes import load_networks
    from extract.ocr.weights import find_weights

    return PaddleEngine(load_networks(find_weights()))


class _Answers(Generic[T]):
    """Answers by the thumbnails of the pictures they are about."""

    def __init__(self, answers: Mapping[str, T]) -> None:
        self._answers = list(answers.values())
        keys = b"".join(bytes.fromhex(key) for key in answers)
        self._thumbnails = np.frombuffer(keys, np.uint8).reshape(-1, *GRID).astype(np.int16)

    def of(self, image: Image) -> T:
        apart = np.abs(self._thumbnails - thumbnail(image)).mean(axis=(1, 2))
        if not apart.size or apart.min() > NEAR:
            raise UnknownPictureError
        return self._answers[int(apart.argmin())]


def thumbnail(image: Image) -> NDArray[np.uint8]:
    """Return the mean grey levels of a picture's fields, GRID of them."""
    grey = image.mean(axis=2) if image.ndim == 3 else image.astype(np.float64)
    for axis, count in enumerate(GRID):
        edges = np.linspace(0, grey.shape[axis], count + 1)
        fields = [
            grey.take(range(int(start), max(int(np.ceil(end)), int(start) + 1)), axis).mean(axis)
            for start, end in pairwise(edges)
        ]
        grey = np.stack(fields, axis)
    return grey.round().astype(np.uint8)


def _said(line: Line) -> Said:
    return Said(
        text=line.text,
        positions=[round(p, 4) for p in line.positions],
        confidences=[round(c, 4) for c in line.confidences],
        alternatives=list(line.alternatives),
        trace=None if line.trace is None else [_shares(step) for step in line.trace],
    )


def _shares(step: Trace) -> dict[str, float]:
    """Return the shares of one step by character; "" is the blank."""
    named = zip([*SYMBOLS, ""], step.tolist(), strict=True)
    return {symbol: float(f"{share:.3g}") for symbol, share in named if share > UNSEEN}


def _line(said: Said) -> Line:
    return Line(
        said["text"],
        tuple(said["positions"]),
        tuple(said["confidences"]),
        tuple(said["alternatives"]),
        None if said["trace"] is None else _trace(said["trace"]),
    )


def _trace(steps: Sequence[Mapping[str, float]]) -> Trace:
    rows = [[step.get(symbol, UNSEEN) for symbol in [*SYMBOLS, ""]] for step in steps]
    return np.array(rows, np.float32).reshape(-1, len(SYMBOLS) + 1)


def _as_json(recording: Recording) -> str:
    """Write one answer a line, so that a changed one is seen in a comparison of versions."""
    parts = [f'"quads": {_lines(recording["quads"])}', f'"lines": {_lines(recording["lines"])}']
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(answers: Mapping[str, object]) -> str:
    written = [
        f'"{key}": {json.dumps(answer, ensure_ascii=False, separators=(",", ":"))}'
        for key, answer in answers.items()
    ]
    return "{\n" + ",\n".join(written) + "\n}"
