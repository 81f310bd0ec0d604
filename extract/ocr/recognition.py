"""Text recognition with a CTC network: crops to blobs, probabilities to lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import Image, Line

HEIGHT = 48  # px, of a line as the network takes it
MIN_WIDTH = 16
MAX_WIDTH = 3200
# Lines are padded to one of a few widths, for each of which the engine keeps a plan: up to so many
# px (left) to a multiple of so many (right)
STEPS = ((512, 32), (1024, 64), (2048, 128), (MAX_WIDTH, 256))
BLANK = 0
SURE = 0.95  # a character above this needs no alternatives
ALTERNATIVES = 3

Probabilities = NDArray[np.float32]


def to_line_blob(crop: Image) -> tuple[Probabilities, float]:
    """Return a crop as 1 x 3 x 48 x W, and the share of W that is not padding."""
    width = _width(crop)
    step = next(step for limit, step in STEPS if width <= limit)
    padded = -(-width // step) * step
    blob = np.zeros((1, 3, HEIGHT, padded), np.float32)
    blob[0, :, :, :width] = _normalised(crop, width)
    return blob, width / padded


def _width(crop: Image) -> int:
    height, width = crop.shape[:2]
    return int(min(max(round(width * HEIGHT / max(height, 1)), MIN_WIDTH), MAX_WIDTH))


def _normalised(crop: Image, width: int) -> Probabilities:
    color = crop if crop.ndim == 3 else cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR)  # noqa: PLR2004
    scaled = cv2.resize(color, (width, HEIGHT), interpolation=cv2.INTER_LINEAR)
    return ((scaled.astype(np.float32) / 255.0 - 0.5) / 0.5).transpose(2, 0, 1)


def decode(probabilities: Probabilities, share: float, characters: Sequence[str]) -> Line:
    """Read T x C probabilities; `share` of the T steps lie on the line, the rest on padding.

    `characters[0]` is the blank. Repeats without a blank between them are one character.
    """
    best = probabilities.argmax(axis=1)
    steps = max(len(best) * share, 1.0)
    text, positions, confidences, alternatives = [], [], [], []
    for first, last in _runs(best):
        peak = first + int(probabilities[first : last + 1, best[first]].argmax())
        text.append(characters[best[first]])
        positions.append(min(((first + last) / 2 + 0.5) / steps, 1.0))
        confidences.append(float(probabilities[peak, best[first]]))
        alternatives.append(_others(probabilities[peak], int(best[first]), characters))
    return Line("".join(text), tuple(positions), tuple(confidences), tuple(alternatives))


def _runs(best: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) step of each run of one character that is no blank."""
    changes = np.flatnonzero(np.diff(best)) + 1
    bounds = [0, *changes.tolist(), len(best)]
    for first, end in pairwise(bounds):
        if best[first] != BLANK:
            yield first, end - 1


def _others(step: Probabilities, chosen: int, characters: Sequence[str]) -> str:
    if step[chosen] > SURE:
        return ""
    ranked = np.argpartition(-step, ALTERNATIVES + 1)[: ALTERNATIVES + 2]
    ranked = ranked[np.argsort(-step[ranked])]
    picked = [int(index) for index in ranked if index not in (chosen, BLANK)]
    return "".join(characters[index] for index in picked[:ALTERNATIVES])
