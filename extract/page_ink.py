"""A scanned page's ink, kept small, for a second look at what recognition does not tell."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict

from .geometry import Box

MARGIN = 1.2  # points to both sides of a ruling that are taken out with it


@dataclass(frozen=True)
class PageInk:
    """Ink of an upright, flat page without its rulings: a packed bit a pixel."""

    __pydantic_config__ = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    packed: bytes
    height: int
    width: int
    scale: float  # pixels a point

    def part(self, box: Box) -> NDArray[np.bool_]:
        """Return the pixels inside a box in points, True where there is ink."""
        pixels = _unpacked(self.packed, self.height, self.width)
        x0, y0, x1, y1 = (max(round(side * self.scale), 0) for side in box)
        return np.asarray(pixels[y0:y1, x0:x1] > 0)

    def amount(self, box: Box) -> float:
        """Return the area of the ink inside a box, in square points."""
        return float(self.part(box).sum()) / self.scale**2


@lru_cache(maxsize=1)
def _unpacked(packed: bytes, height: int, width: int) -> NDArray[np.uint8]:
    bits = np.unpackbits(np.frombuffer(zlib.decompress(packed), np.uint8))
    return bits[: height * width].reshape(height, width)


def kept_ink(ink: NDArray[np.uint8], rulings: Iterable[Box], scale: float) -> PageInk:
    """Keep the ink (255 on 0), without the boxes of rulings, of a page of `scale` pixels a point."""
    bare = ink > 0
    for ruling in rulings:
        x0, y0, x1, y1 = (max(round(side * scale), 0) for side in ruling.grown(MARGIN))
        bare[y0:y1, x0:x1] = False
    height, width = ink.shape
    return PageInk(zlib.compress(np.packbits(bare).tobytes(), 1), height, width, scale)
