"""A second, independent look at every figure: the same crop, drawn wider.

The recogniser has under two steps a digit in small print and then drops repeated ones, sure of
itself. Read again at another width it drops others: where the two disagree, the figure is in
doubt and both traces are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2

from .ocr import Engine, Image, Line

WIDER = 1.4
MIN_DIGITS = 4
DISAGREED = 0.5  # of its confidence that a figure keeps where the second reading differs


def with_second_readings(
    lines: Sequence[Line], crops: Sequence[Image], engine: Engine
) -> tuple[list[Line], dict[int, Line]]:
    """Return the lines, doubted where a second reading differs, and those readings by index."""
    figures = [i for i, line in enumerate(lines) if _is_figure(line)]
    wide = [
        cv2.resize(crops[i], None, fx=WIDER, fy=1, interpolation=cv2.INTER_CUBIC) for i in figures
    ]
    second = dict(zip(figures, engine.recognise(wide), strict=True)) if figures else {}
    judged = [
        _doubted(line) if i in second and _bare(second[i]) != _bare(line) else line
        for i, line in enumerate(lines)
    ]
    return judged, second


def _is_figure(line: Line) -> bool:
    return line.trace is not None and sum(c.isdigit() for c in line.text) >= MIN_DIGITS


def _bare(line: Line) -> str:
    """Return a reading's digits and sign: separators differ without harm."""
    return "".join(c for c in line.text if c.isdigit() or c in "-－")


def _doubted(line: Line) -> Line:
    return replace(line, confidences=tuple(DISAGREED * c for c in line.confidences))
