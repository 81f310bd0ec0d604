"""Dashes that stand alone in a column of figures, for nothing, and that detection overlooked.

A page with its own text gives them as words; a scan must not say less.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from .figure_cells import Cell, cells_of_figures
from .geometry import Box
from .minus_signs import is_sign
from .pages import Word

CONFIDENCE = 0.9
TYPE_SIZE = 0.75  # of the height of a column's figures
MAX_OTHER = 0.12  # of the dash's area that other ink in its cell may have


def with_lone_dashes(words: Sequence[Word], ink: NDArray[np.uint8], scale: float) -> list[Word]:
    """Return the words with a `-` in empty cells whose only ink, 255 on 0, is a level stroke."""
    empty = [cell for cell in cells_of_figures(words) if cell.known is None]
    dashes = [dash for cell in empty if (dash := _dash(cell, ink, scale)) is not None]
    return [*words, *dashes]


def _dash(cell: Cell, ink: NDArray[np.uint8], scale: float) -> Word | None:
    x0, y0, x1, y1 = (max(round(side * scale), 0) for side in cell.box)
    patch = np.ascontiguousarray(ink[y0:y1, x0:x1])
    if not patch.size:
        return None
    _, _, stats, _ = cv2.connectedComponentsWithStats(patch, connectivity=8)
    pieces = stats[1:].tolist()
    size = TYPE_SIZE * cell.box.height
    signs = [piece for piece in pieces if is_sign(piece, patch.shape, size * scale)]
    if len(signs) != 1:
        return None
    x, _, w, _, area = signs[0]
    if sum(piece[4] for piece in pieces) - area > MAX_OTHER * area:
        return None
    left, right = ((x0 + side) / scale for side in (x, x + w))
    return Word(
        text="-",
        box=Box(left, cell.box.y0, right, cell.box.y1),
        edges=(left, right),
        confidence=CONFIDENCE,
        origin="ocr",
        size=size,
        confidences=(CONFIDENCE,),
        alternatives=("",),
    )
