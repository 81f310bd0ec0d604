"""A page of pixels read into words, rulings and seals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from .bracket_ticks import bracket_ticks
from .characters import simplified
from .checkboxes import pixel_marks
from .codes import codes_in
from .columns import ends_of_joined
from .figure_cells import reread_figures
from .flatten import Flat, crop, flatten
from .geometry import Box, Frame, Matrix
from .lone_dashes import with_lone_dashes
from .minus_signs import with_minus_signs
from .ocr import Engine, Image, Line, Quad
from .page_ink import kept_ink
from .pages import Page, Ruling, Word
from .pixel_rings import pixel_rings
from .raster import Raster, without_red
from .round_boxes import round_marks
from .rulings import binarised, pixel_rulings
from .seal_letters import without_seal_letters
from .seal_text import read_seals, red_letters
from .seals import Stamp, find_seals, red_ink
from .second_reading import with_second_readings
from .settings import Settings
from .show_through import without_show_through
from .stray_ink import stray_ink

MIN_CONFIDENCE = 0.35  # of a line, below which it is noise
SURE_RED = 0.8  # of a line printed in red, which may as well be the edge of a picture
RED = 180  # grey level of red ink alone
MIN_RED = 0.0005  # of the page that is red ink, for a line of print to be there
DOUBLE = 0.3  # of the smaller of two words: they are one
PRINT_SIZE = 0.75  # type size by the height of a detected box
DETECTION_MARGIN = 0.1  # of a detected box's height, above and below the print
HALF_ADVANCE = 0.55  # of the distance between characters, from a middle to the word's end
MIDDLE = 0.3  # of a line's height from its middle, where no ruling runs
STRUCK = 0.7  # of a ruling's length that print covers
CUT_MARGIN = 0.35  # line heights from its end within which a ruling does not cut it
CUT_COVER = 0.7  # share of the line's height that a ruling covers to cut it


@dataclass(frozen=True)
class Piece:
    """A part of a detected line between two vertical rulings, in pixels of the flat page."""

    box: Box
    image: Image


@dataclass(frozen=True)
class Sheet:
    """A page before it is read: flat, its seals found, without red ink, its rulings found."""

    flat: Flat
    stamps: tuple[Stamp, ...]
    clean: Image  # without red ink
    ink: NDArray[np.uint8]  # 255 on 0
    rulings: tuple[Ruling, ...]


def sheet_of(raster: Raster, engine: Engine, settings: Settings) -> Sheet:
    flat = flatten(raster, engine, settings.detection_side)
    stamps = find_seals(flat.image, raster.unit)
    clean = without_red(flat.image)
    ink = binarised(clean, raster.unit)
    grey = cv2.cvtColor(clean, cv2.COLOR_BGR2GRAY)
    rulings = pixel_rulings(ink, raster.unit, raster.scale, np.asarray(grey, np.uint8))
    return Sheet(flat, tuple(stamps), clean, ink, tuple(rulings))


def bare_page(file: str, number: int, raster: Raster, sheet: Sheet) -> Page:
    """Return what is known of a page of pixels before anything on it is read."""
    height, width = sheet.flat.image.shape[:2]
    return Page(
        file=file,
        number=number,
        width=width / raster.scale,
        height=height / raster.scale,
        digital=False,
        frame=_frame(sheet.flat, raster),
        rotation=sheet.flat.rotation,
        skew=sheet.flat.skew,
        rulings=sheet.rulings,
        check_marks=(
            *pixel_marks(sheet.ink, raster.unit, raster.scale),
            *round_marks(sheet.ink, raster.unit, raster.scale),
        ),
        ink=kept_ink(sheet.ink, (ruling.box for ruling in sheet.rulings), raster.scale),
        rings=tuple(pixel_rings(sheet.ink, sheet.rulings, raster.unit, raster.scale)),
    )


def read_scan(
    file: str, number: int, raster: Raster, engine: Engine, settings: Settings
) -> tuple[Page, Flat]:
    """Read a page from its pixels; the flat image goes along for a second look."""
    sheet = sheet_of(raster, engine, settings)
    image = sheet.flat.image
    pieces = _pieces(sheet.clean, sheet.flat.quads, sheet.rulings, raster.scale)
    words = without_show_through(_read(pieces, raster.scale, engine), sheet.clean, raster.scale)
    words = without_seal_letters(words, sheet.stamps, raster.scale)
    words = reread_figures(words, sheet.clean, image[..., 2], sheet.ink, raster.scale, engine)
    words = with_minus_signs(words, sheet.ink, raster.scale)
    words = with_lone_dashes(words, sheet.ink, raster.scale)
    red = _red_print(image, sheet.stamps, raster, engine, settings.detection_side)
    words = with_red_print(words, red)
    bare = bare_page(file, number, raster, sheet)
    rulings = [ruling for ruling in sheet.rulings if not runs_through_print(ruling, words)]
    stray = stray_ink(sheet.ink, words, rulings, bare.check_marks, raster.unit, raster.scale)
    page = replace(
        bare,
        words=tuple(words),
        rulings=tuple(rulings),
        seals=tuple(read_seals(image, sheet.stamps, raster.scale, engine)),
        codes=tuple(codes_in(image, raster.scale)),
        ticks=tuple(bracket_ticks(sheet.ink, words, raster.scale)),
        stray_ink=tuple(stray),
    )
    return page, sheet.flat


def runs_through_print(ruling: Ruling, words: Sequence[Word]) -> bool:
    """Tell a level ruling from strokes of print in a row, or a line through it: no longer than it."""
    if not ruling.horizontal:
        return False
    low, high = ruling.span
    struck = sum(
        max(0.0, min(high, word.box.x1) - max(low, word.box.x0))
        for word in words
        if abs(word.box.center[1] - ruling.position) < MIDDLE * word.box.height
    )
    return struck > STRUCK * (high - low)


def _read(pieces: Sequence[Piece], scale: float, engine: Engine) -> list[Word]:
    """Recognise the pieces; figures keep the traces of two readings."""
    pieces, first = _each_figure_apart(pieces, engine)
    crops = [piece.image for piece in pieces]
    lines, second = with_second_readings(first, crops, engine)
    words = []
    for index, (line, piece) in enumerate(zip(lines, pieces, strict=True)):
        if not line.text.strip() or line.confidence < MIN_CONFIDENCE:
            continue
        word = to_word(line, piece.box, scale)
        other = second.get(index)
        if other is not None and other.trace is not None:
            word = replace(word, traces=(*word.traces, other.trace))
        words.append(word)
    return words


def _each_figure_apart(pieces: Sequence[Piece], engine: Engine) -> tuple[list[Piece], list[Line]]:
    """Recognise the pieces, and the parts of one again that holds figures of several columns."""
    kept: list[Piece] = []
    lines: list[Line] = []
    parts: list[Piece] = []
    for line, piece in zip(engine.recognise([p.image for p in pieces]), pieces, strict=True):
        ends = ends_of_joined(line.text)
        if ends:
            parts += _cut_behind(piece, line, ends)
        else:
            kept.append(piece)
            lines.append(line)
    if parts:
        lines += engine.recognise([part.image for part in parts])
    return [*kept, *parts], lines


def _cut_behind(piece: Piece, line: Line, ends: Sequence[int]) -> list[Piece]:
    """Cut a piece between the last character of each figure and the first one of the next."""
    box, width = piece.box, piece.image.shape[1]
    shares = [0.0]
    for end in ends:
        ahead = end + next(i for i, c in enumerate(line.text[end:]) if c.strip())
        shares.append((line.positions[end - 1] + line.positions[ahead]) / 2)
    return [
        Piece(
            Box(box.x0 + low * box.width, box.y0, box.x0 + high * box.width, box.y1),
            piece.image[:, int(low * width) : max(int(high * width), int(low * width) + 1)],
        )
        for low, high in pairwise([*shares, 1.0])
    ]


def _red_print(
    image: Image,
    stamps: Sequence[Stamp],
    raster: Raster,
    engine: Engine,
    side: int,
) -> list[Word]:
    """Read what is printed in red outside the seals, such as the head of an official paper."""
    if image.shape[0] * image.shape[1] * MIN_RED > int((red_ink(image) < RED).sum()):
        return []
    letters = red_letters(image)
    for stamp in stamps:
        x0, y0 = max(int(stamp.x - stamp.rx), 0), max(int(stamp.y - stamp.ry), 0)
        letters[y0 : int(stamp.y + stamp.ry) + 1, x0 : int(stamp.x + stamp.rx) + 1] = 255
    if image.shape[0] * image.shape[1] * MIN_RED > int((letters < RED).sum()):
        return []
    colored = np.asarray(cv2.cvtColor(letters, cv2.COLOR_GRAY2BGR), np.uint8)
    pieces = _pieces(colored, engine.detect(colored, side), (), raster.scale)
    lines = zip(engine.recognise([piece.image for piece in pieces]), pieces, strict=True)
    return [
        to_word(line, piece.box, raster.scale)
        for line, piece in lines
        if line.text.strip() and line.confidence >= SURE_RED
    ]


def with_red_print(words: Sequence[Word], red: Sequence[Word]) -> list[Word]:
    """Add the lines in red; where dark remains of one were read already, the longer text stands."""
    kept = list(words)
    for line in red:
        under = [word for word in kept if _is_double(word, line)]
        if sum(len(word.text) for word in under) <= len(line.text):
            kept = [word for word in kept if word not in under] + [line]
    return kept


def _is_double(word: Word, other: Word) -> bool:
    smaller = min(word.box.area, other.box.area)
    return word.box.intersection(other.box) > DOUBLE * smaller


def _frame(flat: Flat, raster: Raster) -> Frame:
    """Return the map from upright points to displayed points."""
    scale = np.diag([raster.scale, raster.scale, 1.0])
    matrix = np.linalg.inv(scale) @ flat.to_display @ scale
    height, width = raster.image.shape[:2]
    values = [float(value) for value in (matrix / matrix[2, 2]).ravel()]
    a, b, c, d, e, f, g, h, i = values
    numbers: Matrix = (a, b, c, d, e, f, g, h, i)
    return Frame(width / raster.scale, height / raster.scale, numbers)


def _pieces(
    image: Image, quads: Sequence[Quad], rulings: Sequence[Ruling], scale: float
) -> list[Piece]:
    vertical = [ruling for ruling in rulings if not ruling.horizontal]
    pieces = []
    for quad in quads:
        x0, y0 = np.maximum(quad.min(axis=0), 0)
        x1, y1 = np.minimum(quad.max(axis=0), (image.shape[1], image.shape[0]))
        if x1 - x0 < 2 or y1 - y0 < 2:  # noqa: PLR2004
            continue
        box = Box(float(x0), float(y0), float(x1), float(y1))
        for part in cut_at_rulings(box, vertical, scale):
            corners = np.array([[part.x0, part.y0], [part.x1, part.y1]], np.float32)
            pieces.append(Piece(part, crop(image, corners)))
    return pieces


def cut_at_rulings(box: Box, vertical: Sequence[Ruling], scale: float) -> list[Box]:
    """Cut a line's box where vertical rulings run through it; `scale` is pixels a point."""
    margin = CUT_MARGIN * box.height
    cuts = []
    for ruling in vertical:
        x = ruling.position * scale
        low, high = (end * scale for end in ruling.span)
        covered = min(high, box.y1) - max(low, box.y0)
        if box.x0 + margin < x < box.x1 - margin and covered >= CUT_COVER * box.height:
            cuts.append(x)
    edges = [box.x0, *sorted(cuts), box.x1]
    return [
        Box(left, box.y0, right, box.y1) for left, right in pairwise(edges) if right - left > margin
    ]


def to_word(line: Line, box: Box, scale: float) -> Word:
    """Turn what was read in a box of pixels into a word in points."""
    text, positions, confidences, alternatives = _without_spaces(line)
    centers = [box.x0 + share * box.width for share in positions]
    printed = _print_box(box, centers)
    edges = [printed.x0, *((a + b) / 2 for a, b in pairwise(centers)), printed.x1]
    return Word(
        text=simplified(text, alternatives),
        box=Box(*(side / scale for side in printed)),
        edges=tuple(edge / scale for edge in edges),
        confidence=float(np.mean(confidences)),
        origin="ocr",
        size=PRINT_SIZE * box.height / scale,
        confidences=confidences,
        alternatives=alternatives,
        traces=(line.trace,) if line.trace is not None else (),
    )


def _print_box(box: Box, centers: Sequence[float]) -> Box:
    """Return the box of the print inside a detected box, which detection draws with a margin."""
    steps = [b - a for a, b in pairwise(centers)]
    half = HALF_ADVANCE * (float(np.median(steps)) if steps else PRINT_SIZE * box.height)
    margin = DETECTION_MARGIN * box.height
    return Box(
        max(box.x0, min(centers[0] - half, centers[0])),
        box.y0 + margin,
        min(box.x1, centers[-1] + half),
        box.y1 - margin,
    )


def _without_spaces(
    line: Line,
) -> tuple[str, tuple[float, ...], tuple[float, ...], tuple[str, ...]]:
    kept = [index for index, character in enumerate(line.text) if character.strip()]
    return (
        "".join(line.text[index] for index in kept),
        tuple(line.positions[index] for index in kept),
        tuple(line.confidences[index] for index in kept),
        tuple(line.alternatives[index] for index in kept),
    )
