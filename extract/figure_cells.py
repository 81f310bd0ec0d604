"""Figures that detection missed or cut short, mostly under a seal, read again cell by cell.

Where a page shows a column of figures, every line of print that has ink in the column has a
figure there. What detection did not cover of that ink is read from the cell itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from .columns import is_amount, right_aligned
from .geometry import Box
from .lines import lines_of
from .ocr import Engine, Image, Line
from .pages import Word

MIN_COLUMN = 6  # figures with one right edge that make a column
MARGIN = 5.0  # points around a column within which its figures lie
MIN_INK = 0.03  # share of the uncovered part of a cell that is ink
INKED = 0.08  # share of a pixel column's height that is ink where print stands
MIN_GAIN = 6.0  # points of uncovered ink that may hide a digit
MIN_CONFIDENCE = 0.6
LEVELS = (0.95, 0.85, 0.75)  # of the paper's brightness: print is darker, a grey seal lighter
MIN_DIGITS = 5
DECIMALS = 2
MIN_VOTES = 2  # readings of a cell that must agree
DOUBT = 0.4  # of its confidence that a figure keeps beside ink that was left unread
MENDED = 0.7  # of its confidence where separators had to be restored
_FIGURE_LIKE = re.compile(r"^[-－(（]?\d[\d,，.．]{3,}\d[)）]?$")


@dataclass(frozen=True)
class Cell:
    """A place where a figure stands, and the word that was read there, if any."""

    box: Box  # points
    known: Word | None


def reread_figures(
    words: Sequence[Word], image: Image, ink: NDArray[np.uint8], scale: float, engine: Engine
) -> list[Word]:
    """Return the words with doubtful and missing figures of columns read from their cells.

    `image` and `ink` (255 on 0) are the flat page, `scale` pixels a point.
    """
    cells = [cell for cell in _cells(words) if _is_doubtful(cell, ink, scale)]
    if not cells:
        return list(words)
    crops = [_crop(image, cell.box, scale) for cell in cells]
    variants = [(crop, *(dark_print(crop, level) for level in LEVELS)) for crop in crops]
    read = engine.recognise([variant for of_cell in variants for variant in of_cell])
    step = len(LEVELS) + 1
    found: list[Word] = []
    for index, cell in enumerate(cells):
        word = _voted(cell, read[index * step : (index + 1) * step])
        if word is not None and not any(_same_place(word, other) for other in found):
            found.append(word)
    doubted = {id(cell.known) for cell in cells if cell.known and is_amount(cell.known.text)}
    kept = [
        _doubted(word) if id(word) in doubted else word
        for word in words
        if not any(_covers(other, word) for other in found)
    ]
    return kept + found


def _doubted(word: Word) -> Word:
    """Return a figure beside which ink was left unread: it may be a part of the printed one."""
    return replace(
        word,
        confidence=DOUBT * word.confidence,
        confidences=tuple(DOUBT * confidence for confidence in word.confidences),
    )


def _cells(words: Sequence[Word]) -> Iterable[Cell]:
    """Yield the cells of the columns of figures: one for each line of print beside them."""
    amounts = [word for word in words if is_amount(word.text)]
    columns = [c for c in right_aligned(amounts) if len(c) >= MIN_COLUMN]
    if not columns:
        return
    top = min(word.box.y0 for column in columns for word in column)
    bottom = max(word.box.y1 for column in columns for word in column)
    rows = [
        line.box
        for line in lines_of(word for word in words if not is_amount(word.text))
        if top - 20 < line.box.center[1] < bottom + 40
    ]
    for column in columns:
        left = min(word.box.x0 for word in column) - MARGIN
        right = max(word.box.x1 for word in column) + MARGIN
        height = sorted(word.box.height for word in column)[len(column) // 2]
        known = [w for w in words if w.box.x1 > left and w.box.x0 < right]
        for middle in _middles(column, rows):
            box = Box(left, middle - height / 2, right, middle + height / 2)
            yield Cell(box, _word_in(box, known))


def _middles(column: Sequence[Word], rows: Sequence[Box]) -> list[float]:
    """Return the middles of the lines that figures of a column stand on or may stand on."""
    own = [word.box.center[1] for word in column]
    labels = [
        row.center[1] for row in rows if all(abs(row.center[1] - y) > 0.7 * row.height for y in own)
    ]
    return own + labels


def _word_in(box: Box, words: Iterable[Word]) -> Word | None:
    inside = [w for w in words if w.box.overlap_y(box) > 0.5 * min(w.box.height, box.height)]
    amounts = [word for word in inside if is_amount(word.text)]
    return max(amounts or inside, key=lambda word: word.box.width, default=None)


def _is_doubtful(cell: Cell, ink: NDArray[np.uint8], scale: float) -> bool:
    """Tell whether ink in the cell is not covered by the word read there."""
    x0, y0, x1, y1 = (round(side * scale) for side in cell.box)
    inset = max((y1 - y0) // 5, 1)
    band = ink[max(y0 + inset, 0) : max(y1 - inset, 1), max(x0, 0) : x1]
    if not band.size:
        return False
    profile = (band > 0).mean(axis=0)
    if cell.known is not None:
        left = round((cell.known.box.x0 - cell.box.x0) * scale)
        right = round((cell.known.box.x1 - cell.box.x0) * scale)
        profile[max(left, 0) : max(right, 0)] = 0
    inked = float((profile > INKED).sum()) / scale
    return inked >= MIN_GAIN and float(profile.mean()) > MIN_INK / 2


def _crop(image: Image, box: Box, scale: float) -> Image:
    pad = 0.18 * box.height
    x0, x1 = max(round(box.x0 * scale), 0), round(box.x1 * scale)
    y0, y1 = max(round((box.y0 - pad) * scale), 0), round((box.y1 + pad) * scale)
    return image[y0 : max(y1, y0 + 2), x0 : max(x1, x0 + 2)]


def dark_print(crop: Image, level: float) -> Image:
    """Return a crop with what is lighter than print, such as a grey seal, turned to paper.

    `level` is the share of the paper's brightness from which on a pixel is paper.
    """
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    paper = level * float(np.percentile(grey, 90))
    stretched = np.clip((grey.astype(np.float32) - 0.45 * paper) / (0.55 * paper), 0, 1)
    return np.asarray(
        cv2.cvtColor((stretched * 255).astype(np.uint8), cv2.COLOR_GRAY2BGR), np.uint8
    )


def _voted(cell: Cell, lines: Sequence[Line]) -> Word | None:
    """Return the figure that most readings of a cell agree on, the surest of equals.

    Nothing where no reading is a figure, or where it says no more than what was known.
    """
    figures = [(line, text) for line in lines if (text := as_figure(line)) is not None]
    if not figures:
        return None
    votes = Counter(text for _, text in figures)
    line, text = max(figures, key=lambda pair: (votes[pair[1]], min(pair[0].confidences)))
    known = cell.known
    no_news = known is not None and is_amount(known.text) and len(text) < len(known.text)
    if votes[text] < MIN_VOTES or no_news:
        return None
    return _word(line, text, cell.box, votes[text] / len(lines))


def as_figure(line: Line) -> str | None:
    """Return a reading as a figure with two decimals; lost or confused separators are restored.

    None where the digits cannot be told: too few, or not sure enough.
    """
    text = line.text.replace(" ", "")
    if line.confidence < MIN_CONFIDENCE or not _FIGURE_LIKE.match(text):
        return None
    digits = re.sub(r"\D", "", text)
    groups = re.split(r"[.,，．]+", text.strip("-－(（)）"))
    if len(digits) < MIN_DIGITS or (len(groups) > 1 and len(groups[-1]) != DECIMALS):
        return None
    sign = "-" if text[0] in "-－(（" else ""
    return f"{sign}{int(digits[:-2]):,}.{digits[-2:]}"


def _word(line: Line, text: str, box: Box, agreement: float) -> Word:
    kept = [i for i, character in enumerate(line.text) if character.isdigit()]
    centers = [box.x0 + line.positions[i] * box.width for i in kept]
    half = (centers[-1] - centers[0]) / max(len(centers) - 1, 1) / 2
    left, right = centers[0] - half, centers[-1] + half
    sure = min(line.confidences[i] for i in kept) * (0.5 + 0.5 * agreement)
    if text != line.text.replace(" ", ""):
        sure *= MENDED
    return Word(
        text=text,
        box=Box(left, box.y0, right, box.y1),
        edges=tuple(left + (right - left) * i / len(text) for i in range(len(text) + 1)),
        confidence=sure,
        origin="ocr",
        size=0.75 * box.height,
        confidences=(sure,) * len(text),
        alternatives=("",) * len(text),
    )


def _same_place(word: Word, other: Word) -> bool:
    smaller = min(word.box.area, other.box.area)
    return word.box.intersection(other.box) > 0.4 * smaller


def _covers(new: Word, old: Word) -> bool:
    """Tell whether a new figure stands where an old word, or a part of the figure, was read."""
    return new.box.intersection(old.box) > 0.5 * old.box.area
