"""How alike the printed digits of one page are: digits unlike all others, and digits too alike.

Digits of one page come from few fonts and went through one scanner: every digit has others that
look nearly like it. A digit put in from elsewhere has none. The same print scanned twice, however,
never has the same grain: digits that agree closer than others do, several in a row, were copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ..geometry import Box

FAINT = 30.0  # grey levels between paper and ink, below which there is nothing to measure
INKED = 0.5  # of the contrast, from which on a pixel is ink
GREYED = 0.2  # of the contrast, from which on it counts for the middle of a digit
TALL = 0.4  # of the figure's box: lower pieces are commas and dots
SMALLEST = 7  # pixels of height of a digit
SQUARE = 1.1  # width to height, beyond which digits touch each other
GRAIN = 0.004  # distance that grain alone makes: without it, places between pixels would count
CLOSE, OFTEN = 0.6, (24, 0.1)  # digits, or their share, with a likeness this much closer than usual
AROUND = 2  # pixels beside a digit that are compared too
FEWEST = 30  # digits that tell how a page prints
MOST = 1500  # digits that are compared, for the time it takes
ROW = 3  # digits that are copied together
ENOUGH = 4  # measured digits whose shapes tell something
SHIFT = 0.6  # pixels by which distances between copied digits may differ
FREE = 0.3  # of the contrast, above which something touches a figure
MARGIN = 3  # pixels around a figure that are free of print

Grey = NDArray[np.float32]
Table = NDArray[np.float64]


class Digit(NamedTuple):
    figure: int  # place in the list of figures
    x: float  # middle of its ink, pixels
    y: float
    width: int
    height: int


@dataclass(frozen=True)
class Prints:
    """The digits of a page with how far each is from each other, infinite within a figure.

    Distances are mean squares of darkness, 1 from paper to ink.
    """

    digits: tuple[Digit, ...]
    apart: NDArray[np.float32]

    def strangeness(self, figures: int) -> Table:
        """Return per figure how far its digits are from their likes, as a logarithm.

        Taken is the second nearest digit, as one may be copied from here, and the median over the
        figure. Figures of fewer than four measured digits have NaN.
        """
        nearest = np.log(np.partition(self.apart, 1, axis=1)[:, 1] + GRAIN)
        owners = np.array([digit.figure for digit in self.digits])
        found = np.full(figures, np.nan)
        for figure in np.unique(owners):
            own = nearest[owners == figure]
            if len(own) >= ENOUGH:
                found[figure] = np.median(own)
        return found

    def likeness(self, figures: int) -> Table:
        """Return per figure how much closer than usual three digits in a row are to another's.

        Logarithms against the page's usual distance of a digit from its nearest likeness.
        """
        places = np.array([(digit.figure, digit.x, digit.y) for digit in self.digits])
        first = np.arange(len(places) - ROW + 1)
        first = first[places[first, 0] == places[first + ROW - 1, 0]]
        apart = np.log(self.apart + 1e-5)
        nearest = apart.min(axis=1)
        usual = float(np.median(nearest))
        # Print without grain, as of a page that no scanner saw, repeats itself by nature
        if (nearest < usual - CLOSE).sum() > max(OFTEN[0], OFTEN[1] * len(nearest)):
            return np.zeros(figures)
        worst = np.max([apart[np.ix_(first + k, first + k)] for k in range(ROW)], axis=0)
        for k in range(1, ROW):
            steps = places[first + k, 1:] - places[first, 1:]
            shifted = np.abs(steps[:, None] - steps).max(axis=2) > SHIFT
            worst[shifted] = np.inf
        found = np.zeros(figures)
        for row, figure in enumerate(places[first, 0].astype(int)):
            found[figure] = max(found[figure], usual - worst[row].min())
        return found


def prints_of(grey: Grey, figures: Sequence[Box], counts: Sequence[int]) -> Prints | None:
    """Measure the digits of a page; None where there are too few to compare.

    `counts` are the digits that each figure was read with: where other pieces are found, faint
    print is broken or digits touch, and the figure is left out.
    """
    found: list[Digit] = []
    for place, (box, count) in enumerate(zip(figures, counts, strict=True)):
        digits = list(_digits(grey, place, box))
        found += digits if len(digits) == count else []
    if not FEWEST <= len(found) <= MOST:
        return None
    height = int(np.median([digit.height for digit in found]))
    size = (int(0.7 * height) + 2 * AROUND, height + 2 * AROUND)
    seen = np.stack([_cut(grey, digit, size) for digit in found])
    weight = np.stack([_window(digit, size) for digit in found])
    apart = (
        (weight * seen**2).sum(axis=1)[:, None]
        - 2 * (weight * seen) @ seen.T
        + weight @ (seen**2).T
    ) / weight.sum(axis=1)[:, None]
    owners = np.array([digit.figure for digit in found])
    apart[owners[:, None] == owners] = np.inf
    return Prints(tuple(found), np.maximum(apart, 0).astype(np.float32))


def is_touched(grey: Grey, box: Box) -> bool:
    """Tell whether a seal, a pen or a line runs over or into a figure, from above or the sides."""
    digits = list(_digits(grey, 0, box))
    if not digits:
        return True
    left = round(min(one.x - one.width / 2 for one in digits)) - MARGIN
    right = round(max(one.x + one.width / 2 for one in digits)) + MARGIN
    top = round(min(one.y - one.height / 2 for one in digits)) - MARGIN
    bottom = round(max(one.y + one.height / 2 for one in digits))
    part = grey[max(top, 0) : bottom, max(left, 0) : right]
    ink, paper = np.percentile(part, (3, 80))
    dark = (paper - part) / max(paper - ink, FAINT)
    return bool(max(dark[0].max(), dark[:, 0].max(), dark[:, -1].max()) > FREE)


def _digits(grey: Grey, figure: int, box: Box) -> Iterator[Digit]:
    """Yield the digits of a figure from left to right, as far as they stand apart."""
    x0, y0 = max(round(box.x0), 0), max(round(box.y0), 0)
    part = grey[y0 : round(box.y1), x0 : round(box.x1)]
    if part.size < SMALLEST**2:
        return
    ink, paper = np.percentile(part, (3, 80))
    if paper - ink < FAINT:
        return
    dark = np.clip((paper - part) / (paper - ink), 0, 1)
    stats = cv2.connectedComponentsWithStats((dark > INKED).astype(np.uint8))[2]
    for x, y, w, h, _ in sorted(stats[1:].tolist()):
        if max(TALL * len(part), SMALLEST) <= h < len(part) and w < SQUARE * h:
            own = dark[y : y + h, x : x + w]
            own = own * (own > GREYED)
            mass = own.sum()
            yield Digit(
                figure,
                float(x0 + x + (own.sum(axis=0) @ np.arange(w)) / mass),
                float(y0 + y + (own.sum(axis=1) @ np.arange(h)) / mass),
                w,
                h,
            )


def _cut(grey: Grey, digit: Digit, size: tuple[int, int]) -> NDArray[np.float32]:
    """Return the darkness around the middle of a digit, between the pixels, row by row."""
    seen = cv2.getRectSubPix(grey, size, (digit.x, digit.y))
    ink, paper = np.percentile(seen, (3, 80))
    return np.asarray((paper - seen) / max(paper - ink, FAINT), np.float32).ravel()


def _window(digit: Digit, size: tuple[int, int]) -> NDArray[np.float32]:
    """Return 1 where a digit's own columns are: its neighbours differ from place to place."""
    width, height = size
    off = np.abs(np.arange(width) - (width - 1) / 2)
    columns = (off <= digit.width / 2 + 1).astype(np.float32)
    return np.broadcast_to(columns, (height, width)).ravel()
