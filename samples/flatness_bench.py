"""How flat scans come out: `python -m samples.flatness_bench FILE.pdf... --count 200`.

Pages with their own text are drawn at 150 to 300 dpi and spoiled as scanners, copiers and
telephones spoil them; the spoiling is a known map, so what `flatten` makes of it can be held
against the page as it was: turned the right way, its rows level and its columns plumb.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from extract.flatten import Flat, flatten
from extract.ocr import Engine, Image
from extract.ocr.paddle import PaddleEngine
from extract.ocr.runtimes import load_networks
from extract.ocr.weights import find_weights
from extract.raster import Raster, pixels_of
from extract.settings import Settings

LEVEL = 0.5  # degrees by which a row may still lie askew
PLUMB = 0.8  # degrees, of a column
MOST_SKEW = 5.0  # degrees
MIN_PRINT = 200  # characters of a page that is used
RESOLUTIONS = (150, 200, 300)
SHIFT = 0.035  # of a side, by which perspective moves a corner
Spoil = tuple[Image, NDArray[np.float64]]  # the picture, and the map from the page's pixels to it


@dataclass(frozen=True)
class Outcome:
    """One page: what was done to it and what is left of that."""

    spoiled: tuple[str, ...]
    turned: bool  # the right way up
    row: float  # degrees of the worst row
    column: float

    def __str__(self) -> str:
        way = "" if self.turned else "wrong way · "
        left = f"row {self.row:.2f}°, column {self.column:.2f}°"
        return way + " · ".join((left, *self.spoiled))

    @property
    def is_flat(self) -> bool:
        return self.turned and self.row <= LEVEL and self.column <= PLUMB


def spoiled(page: Image, dice: np.random.Generator) -> tuple[Image, NDArray[np.float64], list[str]]:
    """Return a scan of a page, the map from the page's pixels to it, and what was done."""
    done: list[str] = []
    image, matrix = page, np.eye(3)
    for name, change in _PAPER.items():
        if dice.random() < 0.3:
            image = change(image, dice)
            done.append(name)
    move = _perspective if dice.random() < 0.3 else _skewed
    image, own = move(image, dice)
    matrix = own @ matrix
    done.append(move.__name__.strip("_"))
    for name, change in _SCANNER.items():
        if dice.random() < 0.3:
            image = change(image, dice)
            done.append(name)
    turns = int(dice.integers(4))
    for _ in range(turns):
        matrix = np.array([[0, -1, image.shape[0]], [1, 0, 0], [0, 0, 1]], np.float64) @ matrix
        image = np.asarray(cv2.rotate(image, cv2.ROTATE_90_CLOCKWISE), np.uint8)
    return image, matrix, [*done, f"turned {90 * turns}"]


def outcome(
    flat: Flat, matrix: NDArray[np.float64], size: tuple[int, int]
) -> tuple[bool, float, float]:
    """Return whether a page of (width, height) px stands upright, and its worst row and column."""
    width, height = size
    back = np.linalg.inv(flat.to_display) @ matrix
    rows = [
        _angle(back, (0.1 * width, s * height), (0.9 * width, s * height))
        for s in (0.15, 0.5, 0.85)
    ]
    columns = [
        _angle(back, (s * width, 0.1 * height), (s * width, 0.9 * height)) - 90
        for s in (0.15, 0.5, 0.85)
    ]
    row, column = (max(abs(angle) for angle in angles) for angles in (rows, columns))
    return max(abs(angle) for angle in rows) < 45, row, column


def _angle(
    matrix: NDArray[np.float64], start: tuple[float, float], end: tuple[float, float]
) -> float:
    (ax, ay), (bx, by) = cv2.perspectiveTransform(np.array([[start, end]]), matrix)[0]
    return math.degrees(math.atan2(by - ay, bx - ax))


def _skewed(image: Image, dice: np.random.Generator) -> Spoil:
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D(
        (width / 2, height / 2), dice.uniform(-MOST_SKEW, MOST_SKEW), 1.0
    )
    moved = cv2.warpAffine(image, turn, (width, height), borderValue=(255, 255, 255))
    return np.asarray(moved, np.uint8), np.vstack([turn, [0, 0, 1]])


def _perspective(image: Image, dice: np.random.Generator) -> Spoil:
    """Lay the sheet askew on a dark desk, as a telephone sees it."""
    height, width = image.shape[:2]
    margin = int(0.06 * width)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + margin + dice.uniform(-SHIFT, SHIFT, (4, 2)).astype(np.float32) * width
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    size = (width + 2 * margin, height + 2 * margin)
    desk = [int(level) for level in dice.integers(30, 100, 3)]
    sheet = cv2.warpPerspective(image, matrix, size, borderValue=desk)
    return np.asarray(sheet, np.uint8), np.asarray(matrix, np.float64)


def _faint(image: Image, dice: np.random.Generator) -> Image:
    share = dice.uniform(0.25, 0.6)
    return np.asarray(255 - (255 - image.astype(np.float32)) * share, np.uint8)


def _shining_through(image: Image, dice: np.random.Generator) -> Image:
    back = cv2.GaussianBlur(np.ascontiguousarray(image[:, ::-1]), (0, 0), 2.0).astype(np.float32)
    back = np.roll(back, (int(dice.integers(10, 60)), int(dice.integers(-40, 40))), (0, 1))
    lit = image.astype(np.float32) - (255 - back) * dice.uniform(0.08, 0.2)
    return np.asarray(np.clip(lit, 0, 255), np.uint8)


def _punched(image: Image, dice: np.random.Generator) -> Image:
    punched, height = image.copy(), image.shape[0]
    for share in (0.38, 0.62):
        center = (int(0.04 * image.shape[1]), int(share * height))
        cv2.circle(punched, center, height // 100, (int(dice.integers(20, 90)),) * 3, -1)
    return punched


def _unevenly_lit(image: Image, dice: np.random.Generator) -> Image:
    height, width = image.shape[:2]
    across = np.linspace(dice.uniform(0.6, 1), dice.uniform(0.8, 1), width, dtype=np.float32)
    down = np.linspace(dice.uniform(0.8, 1), dice.uniform(0.8, 1), height, dtype=np.float32)
    return np.asarray(image * (down[:, None] * across)[..., None], np.uint8)


def _bordered(image: Image, dice: np.random.Generator) -> Image:
    bordered, wide = image.copy(), int(dice.integers(5, 40))
    side = int(dice.integers(4))
    view = np.rot90(bordered, side)
    view[:wide] = int(dice.integers(0, 70))
    return bordered


def _streaked(image: Image, dice: np.random.Generator) -> Image:
    streaked = image.copy()
    x = int(dice.integers(image.shape[1] - 2))
    streaked[:, x : x + 2] = np.clip(streaked[:, x : x + 2].astype(int) - 60, 0, 255)
    return streaked


def _bilevel(image: Image, dice: np.random.Generator) -> Image:
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    black = grey + dice.normal(0, 12, grey.shape) < dice.uniform(120, 170)
    return np.repeat(np.where(black, 0, 255).astype(np.uint8)[..., None], 3, axis=2)


def _noisy(image: Image, dice: np.random.Generator) -> Image:
    noise = dice.normal(0, dice.uniform(2, 8), image.shape[:2])[..., None]
    return np.asarray(np.clip(image + noise, 0, 255), np.uint8)


_PAPER = {"faint": _faint, "shining through": _shining_through, "punched": _punched}
_SCANNER = {
    "unevenly lit": _unevenly_lit, "bordered": _bordered, "streaked": _streaked, "noisy": _noisy,
    "bilevel": _bilevel,
}  # fmt: skip


def run(files: Sequence[Path], count: int, seed: int, engine: Engine) -> Iterator[Outcome]:
    """Spoil and flatten `count` pages drawn from the files."""
    dice = np.random.default_rng(seed)
    pages = [(path, number) for path in files for number in _pages_of_print(path)]
    side = Settings().detection_side
    for _ in range(count):
        path, number = pages[int(dice.integers(len(pages)))]
        dpi = int(dice.choice(RESOLUTIONS))
        with pymupdf.open(path) as pdf:
            page = pixels_of(pdf[number], dpi / 72)
        image, matrix, done = spoiled(page, dice)
        flat = flatten(Raster(image, dpi / 72), engine, side)
        found = outcome(flat, matrix, (page.shape[1], page.shape[0]))
        yield Outcome((f"{path.parent.name}/{path.name}#{number + 1}", f"{dpi} dpi", *done), *found)


def _pages_of_print(path: Path) -> list[int]:
    with pymupdf.open(path) as pdf:
        return [page.number for page in pdf if len(page.get_text()) >= MIN_PRINT]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m samples.flatness_bench", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    engine = PaddleEngine(load_networks(find_weights(), 1))
    found = list(run(arguments.files, arguments.count, arguments.seed, engine))
    for one in found:
        if not one.is_flat:
            _say(str(one))
    upright = sum(one.turned for one in found)
    flat = sum(one.is_flat for one in found)
    _say(f"{len(found)} pages: {upright} upright, {flat} of them flat")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
