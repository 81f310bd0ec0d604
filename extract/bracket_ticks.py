"""Ticks between printed brackets of a scanned page, `（√）`, that recognition took for nothing."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from .choices import BLANK
from .geometry import Box
from .pages import Word

NARROW = 0.3  # type sizes between the middles of two brackets without room for a tick
BRACKET = 0.3  # type sizes from a bracket's middle to where its own ink ends
INKED = 0.05  # share of the room between that is ink


def bracket_ticks(ink: NDArray[np.uint8], words: Iterable[Word], scale: float) -> list[Box]:
    """Return the room between brackets that holds ink, in points; `scale` is pixels a point."""
    return [room for word in words for room in _rooms(word) if _share(ink, room, scale) > INKED]


def _rooms(word: Word) -> Iterable[Box]:
    for pair in BLANK.finditer(word.text):
        index, edges = pair.start(), word.edges
        left = (edges[index] + edges[index + 1]) / 2 + BRACKET * word.size
        right = (edges[index + 1] + edges[index + 2]) / 2 - BRACKET * word.size
        if right - left > NARROW * word.size:
            yield Box(left, word.box.y0, right, word.box.y1)


def _share(ink: NDArray[np.uint8], room: Box, scale: float) -> float:
    x0, y0, x1, y1 = (max(round(side * scale), 0) for side in room)
    part = ink[y0:y1, x0:x1]
    return float((part > 0).mean()) if part.size else 0.0
