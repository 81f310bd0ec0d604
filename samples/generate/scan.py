"""From a clean page to what a scanner, a copier or a telephone makes of it.

Every step is a projective map, so that the boxes of the values can follow the pixels.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import cv2
import numpy as np

from .canvas import Box


@dataclass
class Scan:
    """A page as pixels; `matrix` maps points of the clean page to points of the scanned one."""

    pixels: np.ndarray
    dpi: int
    quality: int
    rotation: int = 0
    matrix: np.ndarray = field(default_factory=lambda: np.eye(3))

    @property
    def size(self) -> tuple[float, float]:
        high, wide = self.pixels.shape[:2]
        return wide * 72 / self.dpi, high * 72 / self.dpi

    def jpeg(self) -> bytes:
        done, data = cv2.imencode(".jpg", self.pixels, [cv2.IMWRITE_JPEG_QUALITY, self.quality])
        assert done
        return data.tobytes()

    def place(self, box: Box) -> Box:
        """Where a box of the clean page stands on this one, in points."""
        x0, y0, x1, y1 = box
        corners = np.array([[[x0, y0], [x1, y0], [x1, y1], [x0, y1]]], dtype=np.float64)
        moved = cv2.perspectiveTransform(corners, self.matrix)[0]
        low, high = moved.min(axis=0), moved.max(axis=0)
        return (round(low[0], 1), round(low[1], 1), round(high[0], 1), round(high[1], 1))


def _noise(rng: random.Random) -> np.random.Generator:
    return np.random.default_rng(rng.randrange(2**32))


def _to_points(matrix: np.ndarray, dpi: int) -> np.ndarray:
    scale = np.diag([dpi / 72, dpi / 72, 1.0])
    return np.linalg.inv(scale) @ matrix @ scale


def _skew(pixels: np.ndarray, degrees: float, paper: int) -> tuple[np.ndarray, np.ndarray]:
    high, wide = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    fill = (paper,) * 3
    moved = cv2.warpAffine(pixels, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=fill)
    return moved, np.vstack([turn, [0, 0, 1]])


def _soil(pixels: np.ndarray, rng: random.Random, sigma: float, blur: float) -> np.ndarray:
    work = cv2.GaussianBlur(pixels, (0, 0), blur).astype(np.float32)
    grain = _noise(rng).normal(0, sigma, pixels.shape[:2]).astype(np.float32)
    grain = cv2.GaussianBlur(grain, (0, 0), 0.7) * 1.6
    work += grain if work.ndim == 2 else grain[..., None]
    return np.clip(work, 0, 255).astype(np.uint8)


def flatbed(pixels: np.ndarray, dpi: int, rng: random.Random) -> Scan:
    paper = rng.randint(243, 252)
    work, matrix = _skew(pixels, rng.uniform(-1.1, 1.1), 255)
    work = (work.astype(np.float32) * paper / 255).astype(np.uint8)
    work = _soil(work, rng, rng.uniform(1.0, 2.6), rng.uniform(0.45, 0.75))
    if rng.random() < 0.4:
        _shade_edge(work, rng)
    return Scan(work, dpi, rng.randint(52, 68), matrix=_to_points(matrix, dpi))


def _shade_edge(work: np.ndarray, rng: random.Random) -> None:
    wide = int(work.shape[1] * rng.uniform(0.03, 0.07))
    ramp = np.linspace(rng.uniform(0.72, 0.88), 1, wide, dtype=np.float32)
    shaped = ramp[None, :] if work.ndim == 2 else ramp[None, :, None]
    work[:, :wide] = (work[:, :wide].astype(np.float32) * shaped).astype(np.uint8)


def copier(pixels: np.ndarray, dpi: int, rng: random.Random) -> Scan:
    grey = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    work, matrix = _skew(grey, rng.uniform(-1.8, 1.8), 255)
    work = cv2.GaussianBlur(work, (0, 0), rng.uniform(0.55, 0.85)).astype(np.float32)
    gain = rng.uniform(1.15, 1.5)
    work = np.clip((work - 128) * gain + 128 + rng.uniform(4, 20), 0, 252).astype(np.uint8)
    work = _soil(work, rng, rng.uniform(1.2, 3.0), 0.35)
    _specks(work, rng)
    if rng.random() < 0.5:
        _holes(work, dpi, rng)
    if rng.random() < 0.6:
        edge = rng.randint(4, 22)
        side = slice(0, edge) if rng.random() < 0.6 else slice(-edge, None)
        work[:, side] = rng.randint(30, 80)
    return Scan(work, dpi, rng.randint(46, 60), matrix=_to_points(matrix, dpi))


def _specks(work: np.ndarray, rng: random.Random) -> None:
    high, wide = work.shape[:2]
    for _ in range(rng.randint(5, 40)):
        center = (rng.randrange(wide), rng.randrange(high))
        cv2.circle(work, center, rng.choice([1, 1, 1, 2]), rng.randint(40, 150), -1)


def _holes(work: np.ndarray, dpi: int, rng: random.Random) -> None:
    high, radius = work.shape[0], int(dpi * 0.11)
    x = int(dpi * rng.uniform(0.3, 0.45))
    for share in (0.38, 0.62):
        cv2.circle(work, (x, int(high * share)), radius, rng.randint(35, 90), -1, cv2.LINE_AA)


def tilted(
    size: tuple[int, int], margin: int, reach: tuple[float, float], share: float, rng: random.Random
) -> np.ndarray:
    """Perspective of a sheet held askew over a ground that is `margin` pixels larger all round.

    Each corner moves inward by a share of the margin, from `reach[0]` (negative: outward) to `reach[1]`.
    """
    wide, high = size
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    shake = np.array(
        [[rng.uniform(*reach) * margin for _ in "xy"] for _ in range(4)], dtype=np.float32
    )
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], dtype=np.float32)
    return cv2.getPerspectiveTransform(corners, corners + margin + shake * inward * share)


def photo(pixels: np.ndarray, dpi: int, rng: random.Random) -> Scan:
    color = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR) if pixels.ndim == 2 else pixels
    high, wide = color.shape[:2]
    margin = int(wide * rng.uniform(0.02, 0.05))
    outer = (wide + 2 * margin, high + 2 * margin)
    matrix = tilted((wide, high), margin, (-0.6, 1), 0.8, rng)
    dark = rng.randint(55, 150)
    table = tuple(min(255, max(0, dark + rng.randint(-22, 22))) for _ in range(3))
    work = cv2.warpPerspective(color, matrix, outer, flags=cv2.INTER_CUBIC, borderValue=table)
    light = _light(outer, rng)
    tint = np.array([rng.uniform(0.9, 0.97), rng.uniform(0.95, 0.99), 1.0], dtype=np.float32)
    work = np.clip(work.astype(np.float32) * light[..., None] * tint, 0, 255).astype(np.uint8)
    work = _soil(work, rng, rng.uniform(1.5, 3.2), rng.uniform(0.6, 0.95))
    return Scan(work, dpi, rng.randint(50, 62), matrix=_to_points(matrix, dpi))


def _light(size: tuple[int, int], rng: random.Random) -> np.ndarray:
    """Brightness over the page: a slope and one soft shadow."""
    wide, high = size
    x, y = np.meshgrid(
        np.linspace(-1, 1, wide, dtype=np.float32), np.linspace(-1, 1, high, dtype=np.float32)
    )
    slope = 0.9 + rng.uniform(-0.09, 0.09) * x + rng.uniform(-0.09, 0.09) * y
    at, width = rng.uniform(-0.9, 0.9), rng.uniform(0.2, 0.5)
    shadow = 1 - rng.uniform(0.05, 0.2) * np.exp(-(((x + 0.3 * y - at) / width) ** 2))
    return slope * shadow


def turned_by(scan: Scan, turned: int) -> Scan:
    if turned == 0:
        return scan
    wide, high = scan.size
    codes = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    moves = {
        90: [[0, -1, high], [1, 0, 0], [0, 0, 1]],
        180: [[-1, 0, wide], [0, -1, high], [0, 0, 1]],
        270: [[0, 1, 0], [-1, 0, wide], [0, 0, 1]],
    }
    pixels = cv2.rotate(scan.pixels, codes[turned])
    matrix = np.array(moves[turned], dtype=np.float64) @ scan.matrix
    return Scan(pixels, scan.dpi, scan.quality, turned, matrix)


def paste(scan: Scan, clean: np.ndarray, box: Box) -> None:
    """Lay a piece of the clean page over the scan, as an altered figure would be: no grain, no blur."""
    high, wide = scan.pixels.shape[:2]
    scale = np.diag([scan.dpi / 72, scan.dpi / 72, 1.0])
    whole = scale @ scan.matrix @ np.linalg.inv(scale)
    moved = cv2.warpPerspective(
        clean, whole, (wide, high), flags=cv2.INTER_LINEAR, borderValue=(255,) * 3
    )
    if moved.ndim != scan.pixels.ndim:
        convert = cv2.COLOR_BGR2GRAY if scan.pixels.ndim == 2 else cv2.COLOR_GRAY2BGR
        moved = cv2.cvtColor(moved, convert)
    x0, y0, x1, y1 = (int(v * scan.dpi / 72) for v in scan.place(box))
    scan.pixels[y0 - 2 : y1 + 2, x0 - 3 : x1 + 3] = moved[y0 - 2 : y1 + 2, x0 - 3 : x1 + 3]
