"""Boxes to tick that are drawn as lines, and whether a tick stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .geometry import Box
from .pages import CheckMark

REACH = 0.35  # of a box's side: a tick may stick out so far
MIN_STROKE = 0.25  # of a box's side: a shorter stroke is no tick


def drawn_marks(squares: Sequence[Box], strokes: Sequence[Box]) -> Iterator[CheckMark]:
    """Yield a mark per square, ticked where free strokes cross it."""
    for square in squares:
        around = square.grown(REACH * square.width)
        yield CheckMark(square, any(_ticks(stroke, square, around) for stroke in strokes))


def _ticks(stroke: Box, square: Box, around: Box) -> bool:
    x, y = stroke.center
    long_enough = max(stroke.width, stroke.height) >= MIN_STROKE * square.width
    return around.contains(x, y) and long_enough
