"""How the figures of one scanned page look, and which one looks otherwise than all others.

A scanner, a copier or a telephone treats all figures of a page alike. A piece put in afterwards
has its own paper, ink and sharpness. One such sign has many causes (a bold total, a shaded cell,
a highlighter, a seal); only two that agree, on a single figure of its row and column, count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ..geometry import Box

FEWEST = 10  # figures that tell how a page's figures look
SMALLEST = (12, 8)  # pixels, width and height of a figure that can be measured
DARK = 0.2  # of the contrast, from which on a pixel is ink or its edge
EDGE = (0.25, 0.7)  # of the contrast, between which a pixel is neither ink nor paper
PLAIN = 40  # pixels of paper that a mean needs
TRIMMED = (15, 85)  # percentiles between which paper is taken

STEP, INK, SOFT, SHARP = range(4)
# Spreads below which a page's figures are alike, whatever the page: grey levels, then shares
LEAST = np.array([0.5, 0.025, 0.03, 0.02])
CRISP = 3.5  # robust deviations by which a figure is darker and sharper than the others
OTHER_PAPER = 4.0  # by which its paper is brighter, and a further sign agrees
COMPANION = 1.0  # deviations that neighbours may have without sharing a sign

Grey = NDArray[np.float32]
Table = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Odd(NamedTuple):
    """A figure that looks put in: its `place` in the list of figures, and how far it is off."""

    place: int
    strength: float  # 1 where it counts
    signs: tuple[str, ...]  # for people


def odd_cells(image: NDArray[np.uint8], boxes: Sequence[Box]) -> list[Odd]:
    """Return the figures of an upright grey page with how far each looks put in afterwards.

    `boxes` are the figures' places in pixels. Figures that look like the others are left out.
    """
    grey = image.astype(np.float32)
    looks = [(place, box, look) for place, box in enumerate(boxes) if (look := _look(grey, box))]
    if len(looks) < FEWEST:
        return []
    off = deviations(np.array([look for _, _, look in looks]))
    alone = _alone(off, [box for _, box, _ in looks])
    found = [_judged(looks[i][0], off[i], alone[i]) for i in range(len(looks))]
    return [odd for odd in found if odd.strength > 0]


def deviations(looks: Table) -> Table:
    """Return robust z-scores column by column."""
    middle = np.median(looks, axis=0)
    spread = 1.4826 * np.median(np.abs(looks - middle), axis=0)
    return np.asarray((looks - middle) / np.maximum(spread, LEAST))


def _look(grey: Grey, box: Box) -> tuple[float, float, float, float] | None:
    """Return paper against the paper around, ink against paper, softness and sharpness."""
    height, width = grey.shape
    x0, y0 = max(round(box.x0), 0), max(round(box.y0), 0)
    x1, y1 = min(round(box.x1), width), min(round(box.y1), height)
    if x1 - x0 < SMALLEST[0] or y1 - y0 < SMALLEST[1]:
        return None
    cell = grey[y0:y1, x0:x1]
    paper, ink = (float(level) for level in np.percentile(cell, (80, 3)))
    contrast = paper - ink + 1
    reach = y1 - y0
    left, top = max(x0 - reach, 0), max(y0 - reach // 2, 0)
    around = grey[top : y1 + reach // 2, left : x1 + reach]
    inside = np.zeros(around.shape, bool)
    inside[y0 - top : y1 - top, x0 - left : x1 - left] = True
    plain = ~_grown((paper - around) / contrast > DARK, 2)
    within = around[plain & inside]
    beyond = around[plain & ~_grown(inside, max(4, reach // 6))]
    if min(within.size, beyond.size) < PLAIN:
        return None
    step = _mean(within) - _mean(beyond)
    return (step, ink / max(paper, 1.0), *_edges((paper - cell) / contrast))


def _grown(mask: Mask, margin: int) -> Mask:
    size = 2 * margin + 1
    return np.asarray(cv2.dilate(mask.astype(np.uint8), np.ones((size, size), np.uint8)) > 0)


def _mean(pixels: Grey) -> float:
    low, high = np.percentile(pixels, TRIMMED)
    return float(pixels[(pixels >= low) & (pixels <= high)].mean())


def _edges(dark: Grey) -> tuple[float, float]:
    """Return the share of half-dark pixels in the print, and how steep its edges are."""
    printed = dark > EDGE[0]
    soft = (printed & (dark < EDGE[1])).sum() / max(printed.sum(), 1)
    across = cv2.Sobel(dark, cv2.CV_32F, 1, 0, ksize=1) / 2
    down = cv2.Sobel(dark, cv2.CV_32F, 0, 1, ksize=1) / 2
    return float(soft), float(np.percentile(np.hypot(across, down), 96))


def _alone(off: Table, boxes: Sequence[Box]) -> Table:
    """Return how strong the signs are (paper, ink, edges), less what neighbours share of them."""
    edges = np.maximum(np.abs(off[:, SOFT]), np.abs(off[:, SHARP]))
    signals = np.stack([np.abs(off[:, STEP]), np.abs(off[:, INK]), edges], axis=1)
    alone = signals.copy()
    for mates in _mates(boxes):
        for index, row in enumerate(mates):
            if row.any():
                shared = np.maximum(np.median(signals[row], axis=0) - COMPANION, 0)
                alone[index] = np.minimum(alone[index], np.maximum(signals[index] - shared, 0))
    return alone


def _mates(boxes: Sequence[Box]) -> tuple[Mask, Mask]:
    """Return which figures share a row, and which a column by their right edge or middle."""
    sides = np.array(boxes)
    near = 0.5 * (sides[:, 3] - sides[:, 1])[:, None]

    def share(places: Table) -> Mask:
        close: Mask = np.abs(places[:, None] - places) < near
        np.fill_diagonal(close, False)
        return close

    middles = share((sides[:, 0] + sides[:, 2]) / 2)
    return share((sides[:, 1] + sides[:, 3]) / 2), share(sides[:, 2]) | middles


def _judged(place: int, off: NDArray[np.float64], alone: NDArray[np.float64]) -> Odd:
    """Weigh the signs of one figure.

    Darker ink with sharper edges is print that went through no scanner; a bold figure is darker
    and softer. Brighter paper counts with another sign; darker paper is a shaded cell or a seal.
    """
    paper, ink, edges = alone
    crisp = min(-off[INK], max(off[SHARP], -off[SOFT]), ink, edges) / CRISP
    other = min(off[STEP], paper, max(ink, edges)) / OTHER_PAPER
    if crisp >= other:
        return Odd(place, float(crisp), ("墨色更深", "笔画边缘更锐"))
    second = "墨色" if ink > edges else "笔画边缘"
    return Odd(place, float(other), ("纸面底色", second))
