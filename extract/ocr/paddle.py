"""The engine in use: PP-OCR's two networks, and the steps before and after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .detection import to_blob, to_quads
from .engine import Image, Line, Quad
from .figures import FigureAlphabet, looks_like_figure
from .networks import Networks
from .recognition import decode, to_line_blob


class PaddleEngine:
    """Finds and reads lines with networks that are loaded once a process."""

    def __init__(self, networks: Networks) -> None:
        self._networks = networks
        self._characters = ["", *networks.characters, " "]
        self._figures = FigureAlphabet(self._characters)

    def detect(self, image: Image, side: int) -> list[Quad]:
        height, width = image.shape[:2]
        return to_quads(self._networks.detect(to_blob(image, side)), width, height)

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        return [self._line(crop) for crop in crops]

    def _line(self, crop: Image) -> Line:
        """Read one crop by itself: a batch saves no time, and pads lines by their neighbours."""
        blob, share = to_line_blob(crop)
        probabilities = self._networks.recognise(blob)
        line = decode(probabilities, share, self._characters)
        if not looks_like_figure(line.text):
            return line
        steps = max(round(len(probabilities) * share), 1)
        return replace(line, trace=self._figures.trace(probabilities[:steps]))
