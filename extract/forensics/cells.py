"""How the figures of one scanned page look, and which one looks otherwise than all others.

A scanner, a copier or a telephone treats all figures of a page alike. A piece put in afterwards
has its own paper, ink and sharpness, and a border. One such sign has many causes (a bold total, a
shaded cell, a highlighter, a seal); only two that agree, on a single figure of its row and
column, count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ..geometry import Box

FEWEST = 10  # figures that tell how a page's figures look, or words how its paper does
SMALLEST = (12, 8)  # pixels, width and height of a figure that can be measured
DARK = 0.35  # of the contrast, from which on a pixel is print; paper beside a bright piece is less
FAINT = 30.0  # grey levels between paper and ink, below which there is nothing to measure
INKED = 0.5  # of the contrast, from which on a pixel is ink
EDGE = (0.25, 0.7)  # of the contrast, between which a pixel is neither ink nor paper
PLAIN = 20  # pixels of paper that a mean needs
TRIMMED = (15, 85)  # percentiles between which paper is taken

STEP, INK, SOFT, SHARP = range(4)
# Spreads below which a page's figures are alike, whatever the page: grey levels, then shares
LEAST = np.array([0.5, 0.025, 0.03, 0.02])
CRISP = 3.5  # robust deviations by which a figure is darker and sharper than the others
OTHER_PAPER = 4.0  # by which its paper is brighter, and a further sign agrees
COMPANION = 1.0  # deviations that neighbours may have without sharing a sign
BRIGHTER = 2.0  # grey levels at least at a border
BORDER = 0.6  # of the difference of paper that a border takes at once
UNEVEN = 3.0  # times what the lines behind a border vary among themselves
BAND = 3  # pixels on either side of a border that are compared
NEAR = 0.3  # of the figure's height, above and below it, that a piece reaches out
SIDES = 3  # of four that show a border: one may lie under a ruling

Grey = NDArray[np.float32]
Table = NDArray[np.float64]
Mask = NDArray[np.bool_]
Look = tuple[float, float, float, float]  # in the order of the indices above


class Odd(NamedTuple):
    """A figure that looks put in: its `place` in the list of figures, and how far it is off."""

    place: int
    strength: float  # 1 where it counts
    signs: tuple[str, ...]  # for people


def deviations(looks: Table) -> Table:
    """Return robust z-scores column by column."""
    middle = np.median(looks, axis=0)
    spread = 1.4826 * np.median(np.abs(looks - middle), axis=0)
    return np.asarray((looks - middle) / np.maximum(spread, LEAST))


@dataclass(frozen=True)
class _Place:
    """A figure and what is around it, in pixels from the corner of the part that is looked at."""

    around: Grey
    cell: Grey  # the figure's box
    core: tuple[int, int, int, int]  # left, top, right and bottom of the ink in `around`
    inside: Mask  # the figure's box in `around`
    plain: Mask  # where paper shows, two pixels away from print
    paper: float
    ink: float

    @property
    def contrast(self) -> float:
        return self.paper - self.ink + 1


class _Seen(NamedTuple):
    number: int  # in the list of figures
    place: _Place
    look: Look


@dataclass(frozen=True)
class Looks:
    """How the figures of a page look: deviations of each, and what neighbours do not share."""

    seen: tuple[_Seen, ...]
    off: Table
    alone: Table  # paper, ink, edges

    def odd(self) -> list[Odd]:
        """Return the figures with how far each looks put in; those like the rest are left out."""
        rows = zip(self.seen, self.off, self.alone, strict=True)
        return [odd for one, off, alone in rows if (odd := _judged(one, off, alone)).strength > 0]


def looks_of(image: NDArray[np.uint8], figures: Sequence[Box], others: Sequence[Box] = ()) -> Looks:
    """Measure the figures of an upright grey page; `others` are further words on its paper.

    Boxes are places in pixels.
    """
    grey = image.astype(np.float32)
    seen = [one for place, box in enumerate(figures) if (one := _seen(grey, place, box))]
    around = [one.look for box in others if (one := _seen(grey, 0, box))]
    if not seen or len(seen) + len(around) < FEWEST:
        return Looks((), np.zeros((0, len(LEAST))), np.zeros((0, 3)))
    table = np.array([one.look for one in seen])
    off = deviations(table) if len(seen) >= FEWEST else np.zeros(table.shape)
    every = np.concatenate([table, np.array(around).reshape(-1, len(LEAST))])
    off[:, STEP] = deviations(every)[: len(seen), STEP]
    return Looks(tuple(seen), off, _alone(off, [figures[one.number] for one in seen]))


def _seen(grey: Grey, number: int, box: Box) -> _Seen | None:
    place = _place(grey, box)
    look = _look(place) if place is not None else None
    return _Seen(number, place, look) if place is not None and look is not None else None


def _place(grey: Grey, box: Box) -> _Place | None:
    height, width = grey.shape
    x0, y0 = max(round(box.x0), 0), max(round(box.y0), 0)
    x1, y1 = min(round(box.x1), width), min(round(box.y1), height)
    if x1 - x0 < SMALLEST[0] or y1 - y0 < SMALLEST[1]:
        return None
    cell = grey[y0:y1, x0:x1]
    paper, ink = (float(level) for level in np.percentile(cell, (80, 3)))
    if paper - ink < FAINT:
        return None
    reach = y1 - y0
    left, top = max(x0 - reach, 0), max(y0 - reach // 2, 0)
    around = grey[top : y1 + reach // 2, left : x1 + reach]
    inside = np.zeros(around.shape, bool)
    inside[y0 - top : y1 - top, x0 - left : x1 - left] = True
    dark = (paper - around) / (paper - ink + 1)
    rows = np.flatnonzero((inside & (dark > INKED)).any(axis=1))
    columns = np.flatnonzero((inside & (dark > INKED)).any(axis=0))
    core = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    return _Place(around, cell, core, inside, ~_grown(dark > DARK, 2), paper, ink)


def _look(place: _Place) -> Look | None:
    """Return paper against the paper around, ink against paper, softness and sharpness."""
    left, top, right, bottom = place.core
    core = np.zeros(place.inside.shape, bool)
    core[max(top - 2, 0) : bottom + 2, max(left - 2, 0) : right + 2] = True
    margin = max(4, len(place.cell) // 6)
    within = place.around[place.plain & core]
    beyond = place.around[place.plain & ~_grown(place.inside, margin)]
    if min(within.size, beyond.size) < PLAIN:
        return None
    dark = (place.paper - place.cell) / place.contrast
    step = _mean(within) - _mean(beyond)
    return (step, place.ink / max(place.paper, 1.0), *_edges(dark))


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
    return unshared(signals, boxes)


def unshared(signals: Table, boxes: Sequence[Box]) -> Table:
    """Return signs (a row for each figure) less what most of its row or column have of them."""
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


def _judged(seen: _Seen, off: NDArray[np.float64], alone: NDArray[np.float64]) -> Odd:
    """Weigh the signs of one figure.

    Darker ink with sharper edges is print that went through no scanner; a bold figure is darker
    and softer. Brighter paper counts with another sign; darker paper is a shaded cell or a seal.
    """
    paper, ink, edges = alone
    crisp = min(-off[INK], max(off[SHARP], -off[SOFT]), ink, edges) / CRISP
    brighter = min(off[STEP], paper) / OTHER_PAPER
    other = min(brighter, max(ink, edges) / OTHER_PAPER)
    if brighter >= 1 and _is_framed(seen.place, seen.look[STEP]):
        return Odd(seen.number, float(brighter), ("纸面底色", "四周边界"))
    if crisp >= other:
        return Odd(seen.number, float(crisp), ("墨色", "笔画锐度"))
    return Odd(seen.number, float(other), ("纸面底色", "墨色" if ink > edges else "笔画锐度"))


def _is_framed(place: _Place, step: float) -> bool:
    """Tell whether paper around a figure gets darker at a straight border on most sides.

    Uneven light and a scanner's whitening change slowly, or along no straight line.
    """
    seen = np.ma.masked_array(place.around, ~place.plain)
    left, top, right, bottom = place.core
    reach = BAND + round(NEAR * len(place.cell))
    outward = (
        seen[:top, left:right][::-1][:reach],
        seen[bottom:, left:right][:reach],
        seen[top:bottom, :left].T[::-1],
        seen[top:bottom, right:].T,
    )
    return sum(_drop(lines) >= BORDER * max(step, BRIGHTER) for lines in outward) >= SIDES


def _drop(lines: np.ma.MaskedArray[tuple[int, int], np.dtype[np.float32]]) -> float:
    """Return by how much the paper gets darker, at most, from line to line going outward."""
    counts = lines.count(axis=1)
    means = np.where(counts >= 0.3 * lines.shape[1], lines.mean(axis=1).filled(0.0), np.nan)
    drops = [0.0]
    for at in range(1, len(means) - 1):
        inner, outer = _known(means[max(at - BAND, 0) : at]), _known(means[at + 1 :])[: 2 * BAND]
        if inner.size and outer.size > 1:
            near, beyond = outer[:BAND].mean(), outer[BAND:]
            # Where the light itself falls off, paper goes on getting darker behind a border.
            slope = max(float(near - beyond.mean()), 0.0) if beyond.size else 0.0
            drop = float(inner.mean() - near) - slope
            drops.append(drop if drop >= UNEVEN * float(outer.std()) else 0.0)
    return max(drops)


def _known(lines: NDArray[np.float64]) -> NDArray[np.float64]:
    return lines[~np.isnan(lines)]
