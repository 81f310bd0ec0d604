"""Minus signs that detection left outside a figure's box, looked for in the pixels.

A lost sign turns a loss into a profit, and no sum over the others tells which figure lost it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from .columns import is_amount
from .geometry import Box
from .pages import Word

REACH = 0.9  # type sizes to the left of a figure where its sign stands
WIDTH = (0.18, 0.75)  # type sizes, of a sign
MAX_HEIGHT = 0.16
MIDDLE = (0.3, 0.75)  # of the figure's height, where a sign lies
MAX_OTHER = 0.12  # of the sign's area that other ink around it may have
CONFIDENCE = 0.9


def with_minus_signs(words: Sequence[Word], ink: NDArray[np.uint8], scale: float) -> list[Word]:
    """Return the words with a `-` before figures that have one on the flat, binarised page."""
    return [
        _negative(word) if _may_lack_sign(word) and _has_sign(word, words, ink, scale) else word
        for word in words
    ]


def _may_lack_sign(word: Word) -> bool:
    return bool(word.traces) and is_amount(word.text) and word.text[0].isdigit()


def _has_sign(word: Word, words: Sequence[Word], ink: NDArray[np.uint8], scale: float) -> bool:
    box = word.box
    left = Box(box.x0 - REACH * word.size, box.y0, box.x0 + 0.15 * word.size, box.y1)
    if any(w is not word and w.box.intersection(left) > 0.05 * left.area for w in words):
        return False
    x0, y0, x1, y1 = (max(round(side * scale), 0) for side in left)
    patch = np.ascontiguousarray(ink[y0:y1, x0:x1])
    if not patch.size:
        return False
    size = word.size * scale
    _, _, stats, _ = cv2.connectedComponentsWithStats(patch, connectivity=8)
    pieces = stats[1:].tolist()
    signs = [piece for piece in pieces if is_sign(piece, patch.shape, size)]
    if len(signs) != 1:
        return False
    x, _, w, _, area = signs[0]
    others = sum(p[4] for p in pieces if p is not signs[0] and p[0] + p[2] <= x + w)
    return bool(others <= MAX_OTHER * area)


def is_sign(piece: Sequence[int], shape: Sequence[int], size: float) -> bool:
    """Tell a short level stroke at half height, clear of the patch's sides, from anything else."""
    x, y, w, h, area = piece
    level = WIDTH[0] * size <= w <= WIDTH[1] * size and h <= max(MAX_HEIGHT * size, 3)
    at_middle = MIDDLE[0] * shape[0] <= y + h / 2 <= MIDDLE[1] * shape[0]
    return level and at_middle and x > 0 and x + w < shape[1] and area >= 0.6 * w * h


def _negative(word: Word) -> Word:
    step = (word.edges[-1] - word.edges[0]) / len(word.text)
    x0 = word.box.x0 - step
    return replace(
        word,
        text="-" + word.text,
        box=Box(x0, word.box.y0, word.box.x1, word.box.y1),
        edges=(x0, *word.edges),
        confidences=(CONFIDENCE, *word.confidences),
        alternatives=("", *word.alternatives),
        traces=(),
    )
