"""Small charts as shapes: where the bars, marks and labels of an SVG picture lie, in its pixels."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

WIDTH, HEIGHT = 126, 66  # of a chart of years
FOOT = 14  # the labels below
BAR = 22
WIDE, LOW = 180, 66  # of a chart of many
MARGIN = 6
TALLEST = 26
BINS = 64


@dataclass(frozen=True)
class Bar:
    """One year: its bar, and the level of the audited figure over it, if there is one."""

    label: str
    x: float
    top: float
    height: float
    audited: float | None

    @property
    def middle(self) -> float:
        return self.x + BAR / 2


@dataclass(frozen=True)
class Years:
    bars: tuple[Bar, ...]
    zero: float
    said: str  # in words, for those who do not see it


def years(found: Sequence[tuple[str, float | None, float | None]], said: str) -> Years | None:
    """Return the bars of (year, claimed, audited); `None` where there are fewer than two."""
    values = [one for _, *both in found for one in both if one is not None]
    if sum(claimed is not None for _, claimed, _ in found) < 2:  # noqa: PLR2004
        return None
    low, high = min(0.0, *values), max(0.0, *values)
    span = (high - low) or 1.0
    room = HEIGHT - FOOT - 2

    def level(value: float) -> float:
        return round(1 + room * (high - value) / span, 1)

    step = WIDTH / len(found)
    zero = level(0.0)
    bars = tuple(
        Bar(
            label=year,
            x=round(step * number + (step - BAR) / 2, 1),
            top=min(level(claimed or 0.0), zero),
            height=abs(level(claimed or 0.0) - zero),
            audited=None if audited is None else level(audited),
        )
        for number, (year, claimed, audited) in enumerate(found)
    )
    return Years(bars, zero, said)


@dataclass(frozen=True)
class Stroke:
    """So many others lie here; the more, the taller."""

    x: float
    height: float


@dataclass(frozen=True)
class Crowd:
    """One applicant among the others: where it lies, and how many are below and above."""

    strokes: tuple[Stroke, ...]
    own: float
    middle: float  # where the median of all lies
    median: float
    lowest: float
    highest: float
    above: int  # others with more
    count: int  # the others

    @property
    def place(self) -> int:
        """Return its place from the top, from 1."""
        return self.above + 1


def crowd(own: float | None, others: Sequence[float]) -> Crowd | None:
    """Return a figure among others; `None` where there is nothing to see.

    Figures of applicants differ by orders of magnitude and may be negative, so that the axis is
    the inverse hyperbolic sine in multiples of the median size: even near zero, logarithmic far
    from it.
    """
    finite = [one for one in others if math.isfinite(one)]
    if own is None or not math.isfinite(own) or not finite:
        return None
    everyone = [own, *finite]
    size = median(abs(one) for one in everyone) or 1.0
    low, high = (math.asinh(end / size) for end in (min(everyone), max(everyone)))
    span = (high - low) or 1.0

    def place(value: float) -> float:
        return round(MARGIN + (WIDE - 2 * MARGIN) * (math.asinh(value / size) - low) / span, 1)

    bins = Counter(round(BINS * (place(one) - MARGIN) / (WIDE - 2 * MARGIN)) for one in finite)
    tallest = max(bins.values())
    return Crowd(
        strokes=tuple(
            Stroke(
                round(MARGIN + (WIDE - 2 * MARGIN) * bin / BINS, 1),
                round(8 + (TALLEST - 8) * (count / tallest if tallest > 1 else 0), 1),
            )
            for bin, count in sorted(bins.items())
        ),
        own=place(own),
        middle=place(median(everyone)),
        median=median(everyone),
        lowest=min(everyone),
        highest=max(everyone),
        above=sum(one > own for one in finite),
        count=len(finite),
    )
