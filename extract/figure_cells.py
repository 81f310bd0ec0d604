"""Figures that detection missed or cut short, mostly under a seal, read again cell by cell.

Where a page shows a column of figures, every line of print that has ink in the column has a
figure there. What detection did not cover of that ink is read from the cell itself, several
times, and only as a figure. What stays in doubt keeps its traces: sums may settle it later.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import cv2
import numpy as np
from numpy.typing import NDArray

from .characters import is_han
from .columns import LOST_HEAD, WELL_FORMED, is_amount, right_aligned
from .geometry import Box
from .lines import lines_of
from .ocr import Engine, Image, Line, read_figures
from .pages import Word

MIN_COLUMN = 6  # figures with one right edge that make a column
MARGIN = 5.0  # points around a column within which its figures lie
INKED = 0.08  # share of a pixel column's height that is ink where print stands
MIN_GAIN = 6.0  # points of uncovered ink that may hide a digit
LEVELS = (0.95, 0.85, 0.75)  # of the paper's brightness: print is darker, a grey seal lighter
MIN_DIGITS = 3
UNREAD = 0.2  # confidence of a figure that could not be made out
MOST = 0.7
SAME_LINE = 0.6  # line heights within which two middles are of one line
ABOVE, BELOW = 20.0, 40.0  # points around the figures in which a line may have one too
SEAL_LETTERS = 2  # Chinese characters in one word
DOUBT = 0.4  # of its confidence that a figure keeps beside ink that was left unread
AGREED = 0.95  # of its confidence that a figure keeps when it was read alike again
MIN_READINGS = 2  # that must show a figure for it to have its full share
CLEAR = 0.5  # share of all readings of a cell that a figure needs to be taken
SEPARATORS = ",，.．。·-－−–()（）"
GROUPED = re.compile(r"\d[,，.]\d{3}")
WEAK = 0.85  # confidence of a figure's weakest character, below which it is read again
STRETCHED = 1.3  # times the width that a digit takes in the column
HEAD = 1.5  # line heights before a figure without its first digits where they stand
FEN = re.compile(r"[.．,，]\d{2}[)）]?$")  # two decimals


@dataclass(frozen=True)
class Cell:
    """A place where a figure stands, and the word that was read there, if any."""

    box: Box  # points
    known: Word | None
    pitch: float  # points a digit takes in the column

    @property
    def is_stretched(self) -> bool:
        """Tell a figure too wide for its digits: in its middle some were not read."""
        if self.known is None or not is_amount(self.known.text):
            return False
        return _pitch(self.known) > STRETCHED * self.pitch


def reread_figures(
    words: Sequence[Word],
    image: Image,
    red: NDArray[np.uint8],
    ink: NDArray[np.uint8],
    scale: float,
    engine: Engine,
) -> list[Word]:
    """Return the words with doubtful and missing figures of columns read from their cells.

    `image` is the flat page without red ink, `red` its red channel as it was, in which red ink is
    pale and print below it whole; `ink` is 255 on 0, `scale` pixels a point.
    """
    cells = [cell for cell in cells_of_figures(words) if _is_doubtful(cell, ink, scale)]
    if not cells:
        return list(words)
    variants = [variants_of(image, red, cell.box, scale) for cell in cells]
    read = iter(engine.recognise([variant for of_cell in variants for variant in of_cell]))
    found: list[Word] = []
    for cell, of_cell in zip(cells, variants, strict=True):
        word = _reading(cell, list(islice(read, len(of_cell))))
        if word is not None and not any(_same_place(word, other) for other in found):
            found.append(word)
    return [w for w in words if not any(_covers(other, w) for other in found)] + found


def variants_of(image: Image, red: NDArray[np.uint8], box: Box, scale: float) -> list[Image]:
    crop = _crop(image, box, scale)
    under = np.repeat(_crop(red[..., None], box, scale), 3, axis=2)
    if not (crop[..., 2] != under[..., 2]).any():
        return [crop, *(dark_print(crop, level) for level in LEVELS)]
    return [crop, under, *(dark_print(under, level) for level in LEVELS)]


def _reading(cell: Cell, lines: Sequence[Line]) -> Word | None:
    """Return what a cell's readings come to, with all their traces; None for no figure."""
    traced = [line for line in lines if line.trace is not None]
    if not traced:
        return None
    traces = tuple(line.trace for line in traced if line.trace is not None)
    shares = figure_shares(lines)
    text = max(shares, key=lambda figure: shares[figure], default="")
    known = cell.known if cell.known is not None and is_amount(cell.known.text) else None
    alike = known is not None and _digits(text) == _digits(known.text)
    if cell.is_stretched and alike and known is not None:
        return replace(known, confidence=DOUBT * known.confidence, traces=traces, unread=True)
    if known is not None and alike and _is_negative(text) == _is_negative(known.text):
        sure = max(shares[text], AGREED * known.confidence)
        return replace(known, confidence=sure, confidences=(), traces=traces)
    plain = traced[0].text.replace(" ", "")
    shorter = known is not None and len(text) < len(known.text)
    if text and shares[text] >= CLEAR and not shorter and not _lost_characters(plain, text):
        return _word(text, cell.box, shares[text], traced[0], traces)
    if known is not None and WELL_FORMED.match(known.text) and (alike or known.text in shares):
        return replace(known, confidence=1.5 * DOUBT * known.confidence, traces=traces)
    if known is not None:
        sure = DOUBT * known.confidence
        doubted = (sure,) * len(known.text)
        return replace(known, confidence=sure, confidences=doubted, traces=traces, unread=True)
    if len(_digits(plain)) < MIN_DIGITS:
        return None
    return replace(_word(text or plain, cell.box, UNREAD, traced[0], traces), unread=True)


def _pitch(word: Word) -> float:
    """Return what a digit takes, where a separator takes half of it."""
    digits = len(_digits(word.text))
    return word.box.width / max(digits + 0.5 * (len(word.text) - digits), 1)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _is_negative(text: str) -> bool:
    return text.startswith(("-", "－", "−", "–", "(", "（"))


def _lost_characters(plain: str, text: str) -> bool:
    """Tell whether print that was no figure's character left no digit: `io,072.54` is no 72.54."""
    return sum(character not in SEPARATORS for character in plain) > len(_digits(text))


def figure_shares(lines: Sequence[Line]) -> dict[str, float]:
    """Return, by figure, its mean share in those readings of one cell that show a figure.

    Faint print is lost where the paper is cut off darkly; such a reading has no say.
    """
    found = [read_figures(line.trace) for line in lines if line.trace is not None]
    showing = [candidates for candidates in found if candidates]
    shares: defaultdict[str, float] = defaultdict(float)
    for candidates in showing:
        for candidate in candidates:
            shares[candidate.text] += candidate.share / max(len(showing), MIN_READINGS)
    return dict(shares)


def cells_of_figures(words: Sequence[Word]) -> Iterable[Cell]:
    """Yield the cells of the columns of figures: one for each line of print beside them."""
    amounts = [word for word in words if is_amount(word.text)]
    columns = [c for c in right_aligned(amounts) if len(c) >= MIN_COLUMN and _is_of_statement(c)]
    if not columns:
        return
    figures = [word.box for column in columns for word in column]
    top, bottom = min(box.y0 for box in figures), max(box.y1 for box in figures)
    labels = [
        line.box
        for line in lines_of(word for word in words if not is_amount(word.text))
        if top - ABOVE < line.box.center[1] < bottom + BELOW
    ]
    for column in columns:
        left = min(word.box.x0 for word in column) - MARGIN
        right = max(word.box.x1 for word in column) + MARGIN
        height = sorted(word.box.height for word in column)[len(column) // 2]
        pitch = float(np.median([_pitch(word) for word in column]))
        near = [w for w in words if w.box.x1 > left and w.box.x0 < right]
        for middle in _middles([word.box for word in column], figures, labels):
            box = Box(left, middle - height / 2, right, middle + height / 2)
            known = _word_in(box, near)
            if known is not None and LOST_HEAD.match(known.text):
                box = box._replace(x0=min(left, known.box.x0 - HEAD * height))
            yield Cell(box, known, pitch)


def _is_of_statement(column: Sequence[Word]) -> bool:
    """Tell a column of a statement, in fen and thousands, from one of a form."""
    fen = sum(bool(FEN.search(word.text)) for word in column)
    grouped = sum(bool(GROUPED.search(word.text)) for word in column)
    return fen > MOST * len(column) and grouped > MOST * len(column)


def _middles(*ranked: Sequence[Box]) -> list[float]:
    """Return the middles of the lines where figures stand or may stand, the surest first."""
    found: list[float] = []
    for boxes in ranked:
        for box in boxes:
            if all(abs(box.center[1] - known) > SAME_LINE * box.height for known in found):
                found.append(box.center[1])
    return found


def _word_in(box: Box, words: Iterable[Word]) -> Word | None:
    inside = [w for w in words if w.box.overlap_y(box) > 0.5 * min(w.box.height, box.height)]
    amounts = [word for word in inside if is_amount(word.text)]
    return max(amounts or inside, key=lambda word: len(word.text), default=None)


def _is_doubtful(cell: Cell, ink: NDArray[np.uint8], scale: float) -> bool:
    """Tell whether ink in the cell is not covered by the word read there."""
    x0, y0, x1, y1 = (round(side * scale) for side in cell.box)
    inset = max((y1 - y0) // 5, 1)
    band = ink[max(y0 + inset, 0) : max(y1 - inset, 1), max(x0, 0) : x1]
    if not band.size:
        return False
    profile = (band > 0).mean(axis=0)
    if cell.known is not None and _is_print(cell.known):
        return False
    if cell.known is not None and is_amount(cell.known.text):
        poor = not WELL_FORMED.match(cell.known.text) or _weakest(cell.known) < WEAK
        if poor or cell.is_stretched:
            return True
        left = round((cell.known.box.x0 - cell.box.x0) * scale)
        right = round((cell.known.box.x1 - cell.box.x0) * scale)
        profile[max(left, 0) : max(right, 0)] = 0
    return float((profile > INKED).sum()) / scale >= MIN_GAIN


def _weakest(word: Word) -> float:
    return min(word.confidences, default=word.confidence)


def _is_print(word: Word) -> bool:
    """Tell a header or label that reaches into the column from letters of a seal."""
    chinese = sum(map(is_han, word.text))
    return chinese > SEAL_LETTERS


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


def _word(
    text: str, box: Box, sure: float, line: Line, traces: tuple[NDArray[np.float32], ...]
) -> Word:
    places = [p for p, c in zip(line.positions, line.text, strict=True) if c.isdigit()]
    centers = [box.x0 + share * box.width for share in (places[0], places[-1])]
    half = (centers[1] - centers[0]) / max(len(places) - 1, 1) / 2
    left, right = centers[0] - half, centers[1] + half
    return Word(
        text=text,
        box=Box(left, box.y0, right, box.y1),
        edges=tuple(left + (right - left) * i / len(text) for i in range(len(text) + 1)),
        confidence=sure,
        origin="ocr",
        size=0.75 * box.height,
        confidences=(sure,) * len(text),
        alternatives=("",) * len(text),
        traces=traces,
    )


def _same_place(word: Word, other: Word) -> bool:
    smaller = min(word.box.area, other.box.area)
    return word.box.intersection(other.box) > 0.4 * smaller


def _covers(new: Word, old: Word) -> bool:
    """Tell whether a new figure stands where an old word, or a part of the figure, was read."""
    return new.box.intersection(old.box) > 0.5 * old.box.area
