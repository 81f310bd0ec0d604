"""What seals say: the ring of a round one unrolled, the lines inside it, a square one's columns."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from .characters import is_han
from .geometry import Box
from .ocr import Engine, Image, Line
from .pages import Seal
from .seals import Grey, Stamp, red_ink

BANDS = ((0.60, 0.93), (0.55, 0.90))  # of the radius: where the letters of the rim may stand
HEIGHT = 64  # px of an unrolled rim
BOTTOM = 90.0  # degrees, clockwise from the right: where the text of a rim begins and ends
MIN_GAP = 0.05  # of the rim without ink, for its text to begin there
INKED = 0.08  # share of a column of the unrolled rim that is ink
REACH = 0.62  # of the radius within which lines of print stand
INNER_SIDE = 320  # px of the inside for detection
SURE = 0.6  # of a line, below which it is not taken down
SURE_CHARACTER = 0.5  # at the ends of a rim's text
MIN_CHARACTERS = 2
PLAIN, PLAIN_LENGTH = 0.9, 6  # least confidence, and Chinese characters, of a rim read at once
NEAR_RED = 200  # darkness of red ink beside which its letters lie
PRINT = 0.5  # of the paper's level, in the red channel, below which black print lies
FRAME = 0.09  # of a square seal's side


def read_seals(image: Image, stamps: Sequence[Stamp], scale: float, engine: Engine) -> list[Seal]:
    """Return seals with their texts, as far as they can be read; `scale` is pixels a point.

    A ring that is not red is a seal only where letters stand along it: logos are rings too.
    """
    if not stamps:
        return []
    red = red_letters(image) if any(stamp.red for stamp in stamps) else None
    plain = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    read = [
        (stamp, _read(red if red is not None and stamp.red else plain, stamp, scale, engine))
        for stamp in stamps
    ]
    return [seal for stamp, seal in read if stamp.red or seal.text]


def red_letters(image: Image) -> Grey:
    """Return what is printed in red, dark on white, without the black print around it.

    Color is stored coarsely in a JPEG: it tells where red ink is, the green channel how it is
    shaped, and the red one, in which red ink is bright, where black print lies on it.
    """
    _, green, red = cv2.split(image)
    near = cv2.dilate((red_ink(image) < NEAR_RED).astype(np.uint8), np.ones((5, 5), np.uint8))
    paper = float(np.percentile(red, 90))
    shown = (near > 0) & (red > PRINT * paper)
    return np.where(shown, np.clip(green * (255 / paper), 0, 255), 255).astype(np.uint8)


def _read(grey: Grey, stamp: Stamp, scale: float, engine: Engine) -> Seal:
    lines = _of_square(grey, stamp, engine) if stamp.shape == "square" else []
    if stamp.shape != "square":
        lines = _of_rim(grey, stamp, engine)
        # What stands inside a grey copy's ring may as well be the page's own print.
        lines += _inside(grey, stamp, engine) if stamp.red else []
    box = Box(stamp.x - stamp.rx, stamp.y - stamp.ry, stamp.x + stamp.rx, stamp.y + stamp.ry)
    return Seal(
        box=Box(*(side / scale for side in box)),
        shape=stamp.shape,
        text="".join(line.text for line in lines),
        confidence=min((line.confidence for line in lines), default=0.0),
    )


def _of_rim(grey: Grey, stamp: Stamp, engine: Engine) -> list[Line]:
    """Return the text along the rim, its letters' heads outward, read from where it begins."""
    start = _start(unrolled(grey, stamp, BANDS[0], BOTTOM))
    lines: list[Line] = []
    for band in BANDS:
        strip = _colored(unrolled(grey, stamp, band, start))
        lines += [_trimmed(line) for line in engine.recognise([strip])]
        if _is_plain(lines[-1]):
            break
    best = max(lines, key=lambda line: sum(_han_confidences(line)))
    return [best] if sum(map(is_han, best.text)) >= MIN_CHARACTERS else []


def _is_plain(line: Line) -> bool:
    """Tell a rim's text that needs no second look."""
    confidences = _han_confidences(line)
    return len(confidences) >= PLAIN_LENGTH and min(line.confidences) >= PLAIN


def unrolled(grey: Grey, stamp: Stamp, band: tuple[float, float], start: float) -> Grey:
    """Return a rim as a strip: clockwise from `start` degrees to the right, outside at the top."""
    inner, outer = band
    middle = (inner + outer) / 2
    # Letters of an oval's rim keep their shape when steps along it are as long everywhere.
    turn = np.radians(start) + 2 * np.pi * np.linspace(0, 1, 720)
    steps = np.hypot(stamp.rx * np.sin(turn), stamp.ry * np.cos(turn))
    along = np.concatenate([[0.0], np.cumsum((steps[1:] + steps[:-1]) / 2)])
    length = along[-1] * (turn[1] - turn[0]) * middle
    thickness = (outer - inner) * min(stamp.rx, stamp.ry)
    width = max(round(length * HEIGHT / thickness), HEIGHT)
    angle = np.interp((np.arange(width) + 0.5) / width, along / along[-1], turn)
    depth = (1 - (np.arange(HEIGHT)[:, None] + 0.5) / HEIGHT) * thickness
    inward = min(stamp.rx, stamp.ry) * outer - thickness
    x = stamp.x + (stamp.rx - min(stamp.rx, stamp.ry) + inward + depth) * np.cos(angle)[None]
    y = stamp.y + (stamp.ry - min(stamp.rx, stamp.ry) + inward + depth) * np.sin(angle)[None]
    strip = cv2.remap(
        grey,
        x.astype(np.float32),
        y.astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255,),
    )
    return np.asarray(strip, np.uint8)


def _start(strip: Grey) -> float:
    """Return the degrees of the middle of the rim's widest bare stretch, else of its bottom."""
    ink = cv2.adaptiveThreshold(
        strip, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 12
    )
    bare = (ink > 0).mean(axis=0) <= INKED
    width = len(bare)
    best = run = end = 0
    for index, is_bare in enumerate(np.concatenate([bare, bare]).tolist()):
        run = run + 1 if is_bare else 0
        if run > best:
            best, end = run, index
    if not MIN_GAP * width <= best < width:
        return BOTTOM
    return BOTTOM + 360 * (end - best / 2) / width


def _han_confidences(line: Line) -> list[float]:
    return [c for letter, c in zip(line.text, line.confidences, strict=True) if is_han(letter)]


def _trimmed(line: Line) -> Line:
    """Return a rim's Chinese text: the code at its bottom, upside down here, is left out."""
    kept = [
        index
        for index, letter in enumerate(line.text)
        if is_han(letter) or letter in "（）()·" or letter.isalpha()
    ]
    while kept and line.confidences[kept[0]] < SURE_CHARACTER:
        kept.pop(0)
    while kept and line.confidences[kept[-1]] < SURE_CHARACTER:
        kept.pop()
    return Line(
        "".join(line.text[index] for index in kept),
        tuple(line.positions[index] for index in kept),
        tuple(line.confidences[index] for index in kept),
        tuple(line.alternatives[index] for index in kept),
    )


def _inside(grey: Grey, stamp: Stamp, engine: Engine) -> list[Line]:
    """Return the level lines inside the rim, such as 财务专用章, from top to bottom."""
    rx, ry = REACH * stamp.rx, REACH * stamp.ry
    inside = _cut(grey, stamp.x - rx, stamp.y - ry, stamp.x + rx, stamp.y + ry)
    if min(inside.shape) < MIN_CHARACTERS:
        return []
    boxes = []
    for quad in engine.detect(_colored(inside), INNER_SIDE):
        (x0, y0), (x1, y1) = quad.min(axis=0).tolist(), quad.max(axis=0).tolist()
        if x1 - x0 > y1 - y0:
            boxes.append((y0, x0, y1, x1))
    crops = [_colored(_cut(inside, x0, y0, x1, y1)) for y0, x0, y1, x1 in sorted(boxes)]
    return [
        line
        for line in (engine.recognise(crops) if crops else [])
        if line.confidence >= SURE and sum(map(is_han, line.text)) >= MIN_CHARACTERS
    ]


def _of_square(grey: Grey, stamp: Stamp, engine: Engine) -> list[Line]:
    """Return a name of up to four characters: the right column first, each from the top."""
    inset = 1 - 2 * FRAME
    x0, x2 = stamp.x - inset * stamp.rx, stamp.x + inset * stamp.rx
    y0, y2 = stamp.y - inset * stamp.ry, stamp.y + inset * stamp.ry
    quarters = [
        _colored(_cut(grey, *corner))
        for corner in (
            (stamp.x, y0, x2, stamp.y),
            (stamp.x, stamp.y, x2, y2),
            (x0, y0, stamp.x, stamp.y),
            (x0, stamp.y, stamp.x, y2),
        )
    ]
    lines = engine.recognise(quarters)
    return lines if all(_is_one(line) for line in lines) else []


def _is_one(line: Line) -> bool:
    return len(line.text) == 1 and is_han(line.text) and line.confidence >= SURE


def _cut(grey: Grey, x0: float, y0: float, x1: float, y1: float) -> Grey:
    left, top = max(math.floor(x0), 0), max(math.floor(y0), 0)
    return grey[top : max(math.ceil(y1), top + 1), left : max(math.ceil(x1), left + 1)]


def _colored(grey: NDArray[np.uint8]) -> Image:
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(grey), cv2.COLOR_GRAY2BGR), np.uint8)
