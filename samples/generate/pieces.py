"""Figures of a scanned page replaced by pieces, from careless patches to careful retouching.

Works on pixels alone, upright or nearly so, so that any scan can be forged, and whatever the page
was made by. The page is stored again by the caller, as an image editor would.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from . import fonts

FINE = 4  # pixels drawn for one, so that edges are smooth and places lie between pixels
REACH = 2  # pixels that a piece goes beyond the ink
SMALLEST = 8  # pixels of height, below which a figure is not worth forging
DIGIT_FONTS = ("liberation-serif", "heros", "dejavu", "fandol-song", "noto-sans", "zenhei")

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Kind:
    """How a piece is made: what it lies on, how its print looks, where it comes from."""

    ground: str  # white, tone, grain (tone with noise as strong as the paper's) or clone
    soft: bool = True  # print blurred and inked like the page's own, else crisp and black
    source: str = "drawn"  # or copied (elsewhere on the page), foreign (another scan), none
    single: bool = False  # one digit only, else the whole figure
    levelled: bool = False  # paper and ink of a foreign piece brought to those of the page


KINDS = {
    "white": Kind("white", soft=False),
    "paper": Kind("tone", soft=False),
    "soft": Kind("tone"),
    "grained": Kind("grain"),
    "retouched": Kind("clone"),
    "copied": Kind("tone", source="copied"),
    "foreign": Kind("tone", source="foreign"),
    "foreign-levelled": Kind("tone", source="foreign", levelled=True),
    "digit-white": Kind("white", soft=False, single=True),
    "digit-paper": Kind("tone", soft=False, single=True),
    "digit-soft": Kind("tone", single=True),
    "digit-grained": Kind("grain", single=True),
    "digit-retouched": Kind("clone", single=True),
    "digit-copied": Kind("tone", source="copied", single=True),
    "digit-erased": Kind("tone", source="none", single=True),
}


@dataclass(frozen=True)
class Figure:
    """A figure in pixels: its digits from left to right, and the levels of paper and ink."""

    digits: tuple[Box, ...]
    paper: np.ndarray  # a level for each channel
    ink: np.ndarray

    @property
    def box(self) -> Box:
        sides = np.array(self.digits)
        return (*map(int, sides[:, :2].min(axis=0)), *map(int, sides[:, 2:].max(axis=0)))  # type: ignore[return-value]

    @property
    def height(self) -> int:
        return int(np.median([y1 - y0 for _, y0, _, y1 in self.digits]))


def _channels(pixels: np.ndarray) -> np.ndarray:
    return pixels.reshape(*pixels.shape[:2], -1).astype(np.float32)


def figure_in(pixels: np.ndarray, box: Box) -> Figure | None:
    """The printed figure in `box`, None where its digits do not stand apart."""
    x0, y0, x1, y1 = box
    part = _channels(pixels[y0:y1, x0:x1])
    if not part.size:
        return None
    grey = part.mean(axis=2)
    light, dark = np.percentile(grey, (80, 3))
    if light - dark < 40:
        return None
    paper = np.median(part[grey >= np.percentile(grey, 60)], axis=0)
    ink = part[grey <= np.percentile(grey, 4)].mean(axis=0)
    mask = (grey < (light + dark) / 2).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = [
        (x0 + x, y0 + y, x0 + x + w, y0 + y + h)
        for x, y, w, h, _ in stats[1:].tolist()
        if 0.45 * (y1 - y0) < h < y1 - y0 and h >= SMALLEST and w < 1.2 * h
    ]
    return Figure(tuple(sorted(found)), paper, ink) if len(found) > 2 else None


def forge(pixels: np.ndarray, figure: Figure, kind: Kind, rng: random.Random,
          donor: tuple[np.ndarray, Figure] | None = None,
          others: tuple[Figure, ...] = (), slope: float = 0.0) -> tuple[np.ndarray, Box]:  # fmt: skip
    """The page with `figure` forged, and the box of the piece.

    `others` are figures of the same page to copy from, `donor` one of another scan; `slope` is
    the tangent of the page's skew, which careful print follows.
    """
    work = _channels(pixels).copy()
    place = rng.choice(figure.digits[:-1]) if kind.single else figure.box
    place = figure.digits[0] if kind.source == "none" else place
    x0, y0, x1, y1 = place[0] - REACH, place[1] - REACH, place[2] + REACH, place[3] + REACH
    x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, work.shape[1]), min(y1, work.shape[0])
    shape = (y1 - y0, x1 - x0)
    if kind.source in ("copied", "foreign"):
        piece = _taken(work, shape, place, kind, rng, figure, others, donor)
    else:
        piece = _ground(work, (x0, y0, x1, y1), kind, figure, rng)
        if kind.source == "drawn":
            piece = _printed(piece, figure, kind, rng, slope)
    work[y0:y1, x0:x1] = piece
    done = np.clip(work.round(), 0, 255).astype(np.uint8).reshape(pixels.shape)
    return done, (x0, y0, x1, y1)


def _ground(work: np.ndarray, box: Box, kind: Kind, figure: Figure, rng: random.Random) -> np.ndarray:  # fmt: skip
    x0, y0, x1, y1 = box
    shape = (y1 - y0, x1 - x0, work.shape[2])
    level = np.full(3, 255.0)[: work.shape[2]] if kind.ground == "white" else figure.paper
    ground = np.broadcast_to(level.astype(np.float32), shape).copy()
    if kind.ground == "grain":
        noise = np.random.default_rng(rng.randrange(2**32)).normal(0, 1, shape[:2])
        noise = cv2.GaussianBlur(noise.astype(np.float32), (0, 0), rng.uniform(0.4, 0.8))
        ground += (noise / noise.std() * _grain(work, box))[..., None]
    if kind.ground == "clone":
        ground = _blank(work, box, figure)
    return ground


def _blank(work: np.ndarray, box: Box, figure: Figure) -> np.ndarray:
    """The plainest paper near by, of the size of the box."""
    x0, y0, x1, y1 = box
    high, wide = y1 - y0, x1 - x0
    best, least = None, np.inf
    for dy in range(-3 * high, 3 * high + 1, 2):
        for dx in range(-3 * wide, 3 * wide + 1, max(wide // 4, 2)):
            part = work[max(y0 + dy, 0) : y1 + dy, max(x0 + dx, 0) : x1 + dx]
            if part.shape[:2] == (high, wide):
                off = float(np.abs(part - figure.paper).max())
                if off < least:
                    best, least = part, off
    return np.zeros((high, wide, work.shape[2])) if best is None else best.copy()


def _grain(work: np.ndarray, box: Box) -> float:
    """How strong the noise of the paper around a box is."""
    x0, y0, x1, y1 = box
    around = work[max(y0 - 20, 0) : y1 + 20, max(x0 - 30, 0) : x1 + 30].mean(axis=2)
    middle = np.median(around)
    plain = around[np.abs(around - middle) < 12]
    return float(plain.std()) if plain.size else 1.0


@cache
def _face(key: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fonts.path(key)), size, index=fonts.FILES[key][1])


def coverage(shape: tuple[int, int], digits: str, height: int, key: str, shift: tuple[float, float],
             slope: float = 0.0) -> np.ndarray:  # fmt: skip
    """Digits of `height` pixels as coverage, 0 to 1: right-aligned, `shift` pixels off."""
    face = _face(key, 100)
    top, bottom = face.getbbox("0")[1::2]
    face = _face(key, max(round(100 * FINE * height / (bottom - top)), 8))
    high, wide = shape
    fine = Image.new("L", (wide * FINE, high * FINE), 0)
    _, up, right, down = face.getbbox(digits)
    x = wide * FINE - right - (REACH + shift[0]) * FINE
    y = (high * FINE - (down - up)) / 2 - up + shift[1] * FINE
    ImageDraw.Draw(fine).text((x, y), digits, fill=255, font=face)
    drawn = np.asarray(fine, np.float32) / 255
    if slope:
        turn = np.array([[1, 0, 0], [slope, 1, -slope * wide * FINE / 2]], np.float32)
        drawn = cv2.warpAffine(drawn, turn, (wide * FINE, high * FINE))
    return cv2.resize(drawn, (wide, high), interpolation=cv2.INTER_AREA)


def _printed(ground: np.ndarray, figure: Figure, kind: Kind, rng: random.Random,
             slope: float) -> np.ndarray:  # fmt: skip
    count = 1 if kind.single else len(figure.digits)
    digits = "".join(rng.choice("1234567890") for _ in range(count))
    key = rng.choice(DIGIT_FONTS)
    shift = (rng.uniform(-0.5, 0.5), rng.uniform(-0.5, 0.5))
    cover = coverage(
        ground.shape[:2], digits, figure.height, key, shift, slope if kind.soft else 0.0
    )
    ink = np.zeros_like(figure.ink)
    if kind.soft:
        cover = cv2.GaussianBlur(cover, (0, 0), rng.uniform(0.45, 0.8))
        # Blur takes contrast from thin strokes: the darkest of it is brought to the page's ink
        cover = np.clip(cover / max(float(np.percentile(cover, 98)), 0.3), 0, 1)
        ink = figure.ink
    return ground * (1 - cover[..., None]) + ink * cover[..., None]


def _taken(work: np.ndarray, shape: tuple[int, int], place: Box, kind: Kind, rng: random.Random,
           figure: Figure, others: tuple[Figure, ...],
           donor: tuple[np.ndarray, Figure] | None) -> np.ndarray:  # fmt: skip
    """A piece cut out elsewhere, right-aligned on the old one's place; paper where it is short."""
    if kind.source == "copied":
        wide = figure.box[2] - figure.box[0]
        fitting = [other for other in others if other.box[2] - other.box[0] <= wide]
        source, taken = work, rng.choice(fitting or others)
    else:
        source, taken = donor  # type: ignore[misc]
    source = _channels(source)
    if source.shape[2] != work.shape[2]:
        source = np.repeat(source.mean(axis=2, keepdims=True), work.shape[2], axis=2)
    x0, y0, x1, y1 = rng.choice(taken.digits) if kind.single else taken.box
    wanted = (place[2] - place[0], place[3] - place[1])
    x0 = max(x0, x1 - wanted[0])
    part = source[max(y0 - REACH, 0) : y1 + REACH, max(x0 - REACH, 0) : x1 + REACH]
    if kind.levelled:
        scale = (figure.paper - figure.ink).mean() / max((taken.paper - taken.ink).mean(), 1)
        part = (part - taken.paper.mean()) * scale + figure.paper
    piece = np.broadcast_to(figure.paper.astype(np.float32), (*shape, work.shape[2])).copy()
    high, wide = min(shape[0], part.shape[0]), min(shape[1], part.shape[1])
    top = shape[0] - high  # the same baseline
    piece[top:, shape[1] - wide :] = part[part.shape[0] - high :, part.shape[1] - wide :]
    return piece
