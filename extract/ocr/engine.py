"""What reading asks of an OCR engine, and nothing of how one works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .figures import Trace

Image = NDArray[np.uint8]  # height x width x 3, BGR, or height x width, grey
Quad = NDArray[np.float32]  # 4 x 2 pixels, clockwise from the corner where the text begins


@dataclass(frozen=True)
class Line:
    """What stands in one cropped line.

    `positions` are the characters' centres as shares of the crop's width, from 0 to 1;
    `alternatives` are, a character each, what else it might be, likeliest first. A line that
    may be a figure keeps its `trace`, so that another reading of it can be weighed later.
    """

    text: str
    positions: tuple[float, ...] = ()
    confidences: tuple[float, ...] = ()
    alternatives: tuple[str, ...] = ()
    trace: Trace | None = field(default=None, compare=False, repr=False)

    @property
    def confidence(self) -> float:
        return float(np.mean(self.confidences)) if self.confidences else 0.0


class Engine(Protocol):
    """Finds lines of text on a page and reads them."""

    def detect(self, image: Image, side: int) -> list[Quad]:
        """Return the quads of the lines on a BGR page, scaled so its longer side is `side` px."""
        ...

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        """Read cropped lines of horizontal text (BGR), in order."""
        ...
