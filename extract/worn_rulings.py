"""Parts of rulings too faint to be found by themselves: looked for where the table's grid has a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .pages import Ruling
from .ruling_groups import by_position, touching

NEAR = 4.0  # points: a ruling's end meets another, two positions are of one grid line
WIDEST = 600.0  # points between two grid lines that a worn part may bridge
SHORTEST = 8.0  # points
LACKING = 0.4  # of a part that no found ruling covers
DRIFT = 2.0  # units of 1/200 inch by which the line may run beside its place
SIDE = (4, 7)  # units: what stands beside a line, against which it is dark
INSET = 3  # units at both ends of a part, where other rulings cross
PIECE = 6  # units of length that are looked at together
FAINT = 4.0  # grey levels by which a worn line is darker than its sides
SEEN = 0.85  # of a part's pieces that show the line


Part: TypeAlias = tuple[float, float]  # points along a grid line


@dataclass(frozen=True)
class Gap:
    """A part of a grid line between two crossings, and what of it no ruling covers."""

    position: float
    part: Part
    bare: Sequence[Part]


def with_worn_parts(
    rulings: Sequence[Ruling], grey: NDArray[np.uint8], unit: float, scale: float
) -> list[Ruling]:
    """Add the parts between two crossings of grid lines that the pixels show faintly.

    A part is looked for only in line with a ruling that was found. `unit` is pixels per 1/200
    inch, `scale` pixels a point.
    """
    across = np.ascontiguousarray(grey.T)
    found = list(rulings)
    for table in touching(rulings):
        level = [r for r in table if r.horizontal]
        upright = [r for r in table if not r.horizontal]
        more = [_ruling(gap, True) for gap in _gaps(level, upright)
                if _is_seen(grey, gap, unit, scale)]  # fmt: skip
        found += more
        found += [_ruling(gap, False) for gap in _gaps(upright, [*level, *more])
                  if _is_seen(across, gap, unit, scale)]  # fmt: skip
    return found


def _ruling(gap: Gap, horizontal: bool) -> Ruling:
    return Ruling.at(gap.position, *gap.part, horizontal=horizontal)


def _gaps(along: Sequence[Ruling], across: Sequence[Ruling]) -> Iterator[Gap]:
    """Yield what grid lines lack between two crossings next to each other."""
    for line in by_position(along, NEAR):
        position = sum(r.position for r in line) / len(line)
        crossings = sorted(r.position for r in across if _reaches(r, position))
        for low, high in pairwise(crossings):
            bare = _bare(line, low, high)
            lacking = sum(end - start for start, end in bare)
            if SHORTEST < high - low < WIDEST and lacking > LACKING * (high - low):
                yield Gap(_nearest(line, (low + high) / 2).position, (low, high), bare)


def _bare(line: Sequence[Ruling], low: float, high: float) -> list[Part]:
    """Return the parts between two places that no ruling of a line covers."""
    found: list[Part] = []
    start = low
    for ruling in sorted(line, key=lambda ruling: ruling.span):
        if start < ruling.span[0] < high:
            found.append((start, ruling.span[0]))
        start = max(start, ruling.span[1])
    return [*found, (start, high)] if start < high else found


def _reaches(ruling: Ruling, position: float) -> bool:
    return ruling.span[0] - NEAR <= position <= ruling.span[1] + NEAR


def _nearest(line: Sequence[Ruling], place: float) -> Ruling:
    return min(line, key=lambda r: max(r.span[0] - place, place - r.span[1], 0.0))


def _is_seen(grey: NDArray[np.uint8], gap: Gap, unit: float, scale: float) -> bool:
    """Tell whether a level line shows: nearly all of its pieces are darker than both their sides."""
    shown = [_pieces_shown(grey, gap.position, part, unit, scale) for part in gap.bare]
    count = sum(len(pieces) for pieces in shown)
    return count > 0 and sum(int(pieces.sum()) for pieces in shown) >= SEEN * count


def _pieces_shown(
    grey: NDArray[np.uint8], position: float, part: Part, unit: float, scale: float
) -> NDArray[np.bool_]:
    reach, drift = round(SIDE[1] * unit), round(DRIFT * unit)
    middle, inset = round(position * scale), round(INSET * unit)
    x0, x1 = round(part[0] * scale) + inset, round(part[1] * scale) - inset
    strip = grey[max(middle - reach, 0) : middle + reach + 1, max(x0, 0) : max(x1, 0)]
    count = strip.shape[1] // max(round(PIECE * unit), 1)
    if strip.shape[0] != 2 * reach + 1 or count < 1:
        return np.zeros(0, np.bool_)
    pieces = np.array_split(strip.astype(np.float32), count, axis=1)
    profiles = np.stack([piece.mean(axis=1) for piece in pieces])
    beside = reach - round(SIDE[0] * unit) + 1
    sides = np.minimum(
        np.median(profiles[:, :beside], axis=1), np.median(profiles[:, -beside:], axis=1)
    )
    place = reach - drift + int(profiles.mean(axis=0)[reach - drift : reach + drift + 1].argmin())
    line = profiles[:, place - 1 : place + 2].min(axis=1)
    return np.asarray(sides - line >= FAINT, np.bool_)
