"""Print of the leaf's back that shines through a scan: far paler than the page's own print."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from .ocr import Image
from .pages import Word

PALE = 0.25  # of the depth of the page's print: no print of this page is as pale
PALER = 0.42  # the same for what reads badly, as mirrored print does
SURE = 0.95
GROUND = 0.85  # of the page's paper: on a darker ground light print is looked at otherwise
LEAST_DEPTH = 30.0  # grey levels of the page's print: less tells nothing of paler print
MIN_WORDS = 4  # whose depths say how dark the page's print is


def without_show_through(words: Sequence[Word], image: Image, scale: float) -> list[Word]:
    """Return the words that are of this side of the leaf; `scale` is pixels a point."""
    if len(words) < MIN_WORDS:
        return list(words)
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    levels = np.array([_levels(grey, word, scale) for word in words])
    ground, depth = levels[:, 0], levels[:, 0] - levels[:, 1]
    paper, usual = float(np.median(ground)), float(np.median(depth))
    if usual < LEAST_DEPTH:
        return list(words)
    return [
        word
        for word, below, own in zip(words, ground, depth, strict=True)
        if below < GROUND * paper or not _shines_through(word, own / usual)
    ]


def _shines_through(word: Word, share: float) -> bool:
    return share < PALE or (share < PALER and word.confidence < SURE)


def _levels(grey: NDArray[np.uint8], word: Word, scale: float) -> tuple[float, float]:
    """Return the grey levels of the ground and of the ink in a word's box."""
    x0, y0, x1, y1 = (max(round(side * scale), 0) for side in word.box)
    crop = grey[y0 : y1 + 1, x0 : x1 + 1]
    if not crop.size:
        return 255.0, 0.0
    ink, ground = np.percentile(crop, (3, 75))
    return float(ground), float(ink)
