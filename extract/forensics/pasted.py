"""Which figures of a scanned page look put in afterwards, by all that can be measured of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..geometry import Box
from .cells import FEWEST, Odd, looks_of, unshared
from .ghosts import strayness
from .picture import Picture
from .prints import is_touched, prints_of

# Deviations from the page's own figures, from which on a sign counts by itself, and beside another
STRANGE, STRANGE_BESIDE = 9.0, 4.5  # shape of the digits
STRAY, STRAY_BESIDE = 12.0, 6.0  # pattern of an earlier compression
LOOKS_BESIDE = 3.0  # paper, ink and edges
CLOSER = 0.8  # logarithm by which copied digits are closer than a page's usual ones
LEAST_SPREAD = 0.1  # of shapes
FEW, FEW_SHARE = 2, 0.05  # figures that are altered: where more bear a sign, the page is so
COPIED = ("与另一处数字的像素",)

Signs = NDArray[np.float64]


def pasted_figures(
    picture: Picture,
    figures: Sequence[Box],
    counts: Sequence[int],
    others: Sequence[Box] = (),
) -> list[Odd]:
    """Return the figures that look put in, strength 1 and more where it counts.

    Boxes are places in the picture; those of `others` are further words on the page. `counts` are
    the digits that each figure was read with.
    """
    looks = looks_of(picture.grey, figures, others)
    found = {odd.place: odd for odd in looks.odd()}
    if len(figures) >= FEWEST:
        apart = np.zeros(len(figures))
        apart[[one.number for one in looks.seen]] = looks.alone.max(axis=1, initial=0)
        for odd in _by_print(picture, figures, counts, others, apart):
            if odd.place not in found or odd.strength > found[odd.place].strength:
                found[odd.place] = odd
    return [found[place] for place in sorted(found)]


def _by_print(
    picture: Picture,
    figures: Sequence[Box],
    counts: Sequence[int],
    others: Sequence[Box],
    apart: Signs,
) -> list[Odd]:
    """Judge figures by the shape of their digits and the pattern of compression."""
    grey = picture.grey.astype(np.float32)
    stray = strayness(picture.grey, picture.blocks, others, figures)
    strange, closer = _shapes(grey, figures, counts)
    signs = {
        ("字形",): strange / STRANGE,
        ("压缩痕迹",): stray / STRAY,
        ("字形", "压缩痕迹"): np.minimum(strange / STRANGE_BESIDE, stray / STRAY_BESIDE),
        ("字形", "墨色或锐度"): np.minimum(strange / STRANGE_BESIDE, apart / LOOKS_BESIDE),
        ("压缩痕迹", "墨色或锐度"): np.minimum(stray / STRAY_BESIDE, apart / LOOKS_BESIDE),
        COPIED: closer / CLOSER,
    }
    best: dict[int, Odd] = {}
    for name, strength in signs.items():
        told = [int(place) for place in np.flatnonzero(strength >= 1)]
        if len(told) <= max(FEW, FEW_SHARE * len(figures)):
            for place in told:
                odd = Odd(place, float(strength[place]), name)
                best[place] = max(best.get(place, odd), odd, key=lambda one: one.strength)
    return [odd for place, odd in best.items() if not is_touched(grey, figures[place])]


def _shapes(
    grey: NDArray[np.float32], figures: Sequence[Box], counts: Sequence[int]
) -> tuple[Signs, Signs]:
    """Return how strange the digits of each figure are, and how like those of another."""
    prints = prints_of(grey, figures, counts)
    if prints is None:
        return np.zeros(len(figures)), np.zeros(len(figures))
    strange = prints.strangeness(len(figures))
    if np.isnan(strange).all():  # no figure with enough digits
        return np.zeros(len(figures)), prints.likeness(len(figures))
    middle = np.nanmedian(strange)
    spread = 1.4826 * np.nanmedian(np.abs(strange - middle))
    off = np.nan_to_num((strange - middle) / max(float(spread), LEAST_SPREAD))
    return unshared(off[:, None], figures)[:, 0], prints.likeness(len(figures))
