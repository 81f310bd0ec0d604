"""Figures that were never compressed together with the rest of their page.

A scanner stores JPEG. Who alters the page opens it, and stores it once more: the page was then
compressed twice, and the coefficients of its blocks gather at multiples of both steps. What was
put in was compressed once, or on another grid, and does not keep to this pattern. The pattern is
taken from the page itself: a page without one says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..geometry import Box
from .picture import Blocks, Grey

SIDE = 8  # pixels of a block
HIGHEST = 6  # sum of both frequencies up to which coefficients are looked at
TEXTURED = 60.0  # of the largest coefficient: blocks with print
LEAST_BLOCKS = 150  # with print, that show a pattern
REACH = 150.0  # of a coefficient, in levels
SMOOTH = 18.0  # levels over which a histogram without a pattern is smooth
NARROW = (2, 3)  # blocks, width of a digit that was put in alone
PRIOR = 8  # coefficients that a figure must outweigh
LEAST_SPREAD = 0.5

_rows, _columns = np.mgrid[:SIDE, :SIDE]
COSINES = np.cos((2 * _columns + 1) * _rows * np.pi / (2 * SIDE)) / 2
COSINES[0] /= np.sqrt(2)
FREQUENCIES = [(u, v) for u in range(SIDE) for v in range(SIDE) if 0 < u + v <= HIGHEST]

Sums = NDArray[np.float64]


def strayness(grey: Grey, blocks: Blocks, words: Sequence[Box], figures: Sequence[Box]) -> Sums:
    """Return how far each figure strays from the page's pattern, in robust deviations.

    Boxes are places in pixels. All are 0 on a page with too little print.
    """
    stray, counts = _by_block(grey, blocks, [*words, *figures])
    if not counts.any():
        return np.zeros(len(figures))
    scores = np.array([_scores(stray, counts, _range(box, blocks)) for box in figures])
    middle = np.median(scores, axis=0)
    spread = 1.4826 * np.median(np.abs(scores - middle), axis=0)
    off = (middle - scores) / np.maximum(spread, LEAST_SPREAD)
    return np.asarray(np.maximum(off.max(axis=1), 0.0))


def _by_block(grey: Grey, blocks: Blocks, words: Sequence[Box]) -> tuple[Sums, Sums]:
    """Return per block the sum of log-ratios, its mean taken away, and how many they are."""
    rows, columns = (grey.shape[0] - blocks.top) // SIDE, (grey.shape[1] - blocks.left) // SIDE
    inside = np.zeros((rows, columns), bool)
    for box in words:
        inside[_range(box, blocks)] = True
    whole = grey[blocks.top :, blocks.left :][: rows * SIDE, : columns * SIDE]
    pixels = whole.reshape(rows, SIDE, columns, SIDE).transpose(0, 2, 1, 3)[inside]
    found = COSINES @ (pixels.astype(np.float64) - 128) @ COSINES.T
    size = np.abs(found)
    size[:, 0, 0] = 0
    printed = size.max(axis=(1, 2)) > TEXTURED
    stray, counts = np.zeros((rows, columns)), np.zeros((rows, columns))
    if printed.sum() < LEAST_BLOCKS:
        return stray, counts
    sums, terms = _log_ratios(size[printed], blocks)
    sums -= sums.sum() / max(terms.sum(), 1) * terms
    sums /= np.sqrt(max((sums**2).sum() / max(terms.sum(), 1), 1e-9))
    at = tuple(where[printed] for where in np.nonzero(inside))
    stray[at], counts[at] = sums, terms
    return stray, counts


def _log_ratios(size: Sums, blocks: Blocks) -> tuple[Sums, Sums]:
    """Compare how often each coefficient occurs on the page with how often its neighbours do."""
    sums, terms = np.zeros(len(size)), np.zeros(len(size))
    for u, v in FREQUENCIES:
        step = blocks.steps[u][v]
        levels = np.rint(size[:, u, v] / step).astype(int)
        most = int(min(300, max(8, REACH / step)))
        ratios = _pattern(np.bincount(np.minimum(levels, most + 40), minlength=most + 41), step)
        told = (levels > 0) & (levels < most)
        sums[told] += ratios[levels[told]]
        terms += told
    return sums, terms


def _pattern(counts: NDArray[np.int_], step: float) -> Sums:
    width = max(2.5, SMOOTH / step)
    reach = int(3 * width)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / width) ** 2)
    both = np.concatenate([counts[:0:-1], [0], counts[1:]]).astype(float)  # either sign
    there = np.ones(len(both))
    there[len(counts) - 1] = 0  # level 0 has its own law
    smooth = np.convolve(both, kernel, "same") / np.convolve(there, kernel, "same")
    return np.asarray(np.log((counts + 1) / (smooth[len(counts) - 1 :] + 1)))


def _range(box: Box, blocks: Blocks) -> tuple[slice, slice]:
    left, right = (int(x - blocks.left) // SIDE for x in (box.x0, box.x1))
    top, bottom = (int(y - blocks.top) // SIDE for y in (box.y0, box.y1))
    return slice(max(top, 0), max(bottom, 0) + 1), slice(max(left, 0), max(right, 0) + 1)


def _scores(stray: Sums, counts: Sums, place: tuple[slice, slice]) -> tuple[float, float]:
    """Return how well a whole figure keeps to the pattern, and its worst narrow part."""
    sums, terms = stray[place].sum(axis=0), counts[place].sum(axis=0)
    parts = [0.0]
    for width in NARROW:
        if len(sums) >= width:
            window = np.ones(width)
            part = np.convolve(sums, window, "valid")
            parts.append((part / np.sqrt(np.convolve(terms, window, "valid") + PRIOR)).min())
    return float(sums.sum() / np.sqrt(terms.sum() + PRIOR)), float(min(parts))
