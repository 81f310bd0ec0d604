"""Words, rulings and pictures that a digital page carries itself, through PyMuPDF."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import pymupdf

from .covered import Cover, covers, without_covered
from .drawings import WHITE, Drawings, read_drawings
from .geometry import Box, Frame, Matrix, union
from .pages import CheckMark, Ruling, Word

_NUMERIC = re.compile(r"^[-－−–()（）¥￥.,，%％\d]+$")
SOFT_HYPHEN = "\u00ad"  # what a font map may call its minus sign; on a page it is seen
# What PDF puts before the name of a part of a typeface (ISO 32000-1, 9.6.4), what writers put behind
# it, and the name that a font without one is given.
_SUBSET = re.compile(r"^[A-Z]{6}\+|(?<=^Type3).*|(?:-Identity-[HV]|[._-]\d+)$")
NARROW = 0.1  # of the type's height; white space in which a ruling can stand
GAP = 0.5  # em between two characters that ends a word
BUTTONS = (2, 5)  # PyMuPDF's numbers of check boxes and radio buttons
BOLD_FLAG = 16  # PyMuPDF's span flag

Span: TypeAlias = dict[str, Any]
Direction = Literal[0, 90, 180, 270]
_DEGREES: tuple[Direction, ...] = (0, 90, 180, 270)


@dataclass(frozen=True)
class TextLayer:
    """What a page says about itself, upright; `frame` leads back to the page as displayed."""

    words: tuple[Word, ...]
    pictures: tuple[Box, ...]
    drawings: Drawings
    frame: Frame
    rotation: Direction
    width: float  # of the upright page
    height: float
    buttons: tuple[CheckMark, ...] = ()  # of a form that is filled in on the screen
    covers: tuple[Cover, ...] = ()  # what hides text that the words leave out

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        return self.drawings.rulings

    @property
    def red(self) -> tuple[Box, ...]:
        return self.drawings.red


def read_text_layer(page: pymupdf.Page) -> TextLayer:
    """Read one page; text that runs up, down or upside down is turned upright.

    PyMuPDF gives text and drawings as they lie before the page's own /Rotate, which is added to
    the direction of the text.
    """
    found = covers(page)
    spans = list(without_covered(page, found, _spans(page)))
    turn = _Turn(_direction(spans), *_unrotated_size(page))
    frame = Frame(page.rect.width, page.rect.height, _matrix(turn, page))
    rotation = _DEGREES[(turn.rotation + page.rotation) // 90 % 4]
    drawings = read_drawings(page, turn.box)
    walls = [ruling for ruling in drawings.rulings if not ruling.horizontal]
    parts = [word for span in spans for word in _words(span, turn, drawings.grounds, walls)]
    words = tuple(whole_words(parts, walls))
    pictures = tuple(
        turn.box(Box(*image["bbox"])) for image in page.get_image_info() if _is_seen(image)
    )
    width, height = turn.size
    return TextLayer(
        words=words,
        pictures=pictures,
        drawings=drawings,
        frame=frame,
        rotation=rotation,
        width=width,
        height=height,
        buttons=tuple(_buttons(page, turn)),
        covers=tuple(found),
    )


def _spans(page: pymupdf.Page) -> Iterator[Span]:
    flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
    for block in page.get_text("rawdict", flags=flags)["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                span["dir"] = line["dir"]
                yield span


def _buttons(page: pymupdf.Page, turn: _Turn) -> Iterator[CheckMark]:
    """Yield the check boxes and radio buttons of a PDF form."""
    for widget in page.widgets(types=BUTTONS) if page.parent.is_form_pdf else ():
        ticked = widget.field_value not in (None, False, "", "Off", "No")
        yield CheckMark(turn.box(Box(*widget.rect)), ticked)


def _is_seen(image: dict[str, Any]) -> bool:
    x0, y0, x1, y1 = image["bbox"]
    return bool(x1 - x0 > 1 and y1 - y0 > 1)


def _direction(spans: list[Span]) -> Direction:
    """Return how far, clockwise, most characters are turned as the page is displayed."""
    votes: Counter[Direction] = Counter()
    for span in spans:
        cos, sin = span["dir"]
        if abs(cos) >= abs(sin):
            turned: Direction = 0 if cos >= 0 else 180
        else:
            turned = 90 if sin > 0 else 270
        votes[turned] += len(span["chars"])
    return votes.most_common(1)[0][0] if votes else 0


@dataclass(frozen=True)
class _Turn:
    """Between the page as its text lies and upright, for turns by a multiple of 90 degrees."""

    rotation: Direction
    width: float  # before turning
    height: float

    @property
    def size(self) -> tuple[float, float]:
        sideways = self.rotation in (90, 270)
        return (self.height, self.width) if sideways else (self.width, self.height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        match self.rotation:
            case 90:
                return (y, self.width - x)
            case 180:
                return (self.width - x, self.height - y)
            case 270:
                return (self.height - y, x)
            case _:
                return (x, y)

    def back(self, x: float, y: float) -> tuple[float, float]:
        match self.rotation:
            case 90:
                return (self.width - y, x)
            case 180:
                return (self.width - x, self.height - y)
            case 270:
                return (y, self.height - x)
            case _:
                return (x, y)

    def box(self, box: Box) -> Box:
        ax, ay = self.point(box.x0, box.y0)
        bx, by = self.point(box.x1, box.y1)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _unrotated_size(page: pymupdf.Page) -> tuple[float, float]:
    width, height = page.rect.width, page.rect.height
    return (height, width) if page.rotation in (90, 270) else (width, height)


def _matrix(turn: _Turn, page: pymupdf.Page) -> Matrix:
    """Return the map from the upright page to the displayed one, from three corners."""
    width, height = turn.size

    def displayed(x: float, y: float) -> tuple[float, float]:
        point = pymupdf.Point(*turn.back(x, y)) * page.rotation_matrix
        return (point.x, point.y)

    (ox, oy), (ax, ay), (bx, by) = displayed(0, 0), displayed(width, 0), displayed(0, height)
    return (
        (ax - ox) / width, (bx - ox) / height, ox,
        (ay - oy) / width, (by - oy) / height, oy,
        0.0, 0.0, 1.0,
    )  # fmt: skip


def _words(
    span: Span, turn: _Turn, grounds: Sequence[Box], walls: Sequence[Ruling]
) -> Iterator[Word]:
    """Cut a span where white space wider than GAP em stands, or any that an upright ruling parts.

    Print that juts out of its cell has no white space where the ruling crosses it.
    """
    size = float(span["size"])
    run: list[tuple[str, Box]] = []
    for char in span["chars"]:
        text = "-" if char["c"] == SOFT_HYPHEN else char["c"]
        if not text.strip() or unicodedata.category(text) in ("Cc", "Cf"):
            continue
        box = turn.box(Box(*char["bbox"]))
        if run and (
            not -size < box.x0 - run[-1][1].x1 < GAP * size or _is_parted(run[-1][1], box, walls)
        ):
            yield _word(run, span, size, grounds)
            run = []
        run.append((text, box))
    if run:
        yield _word(run, span, size, grounds)


def _is_parted(left: Box, right: Box, walls: Sequence[Ruling]) -> bool:
    """Tell whether an upright ruling stands in the white space between two boxes."""
    low, high = max(left.y0, right.y0), min(left.y1, right.y1)
    middle = (low + high) / 2
    return right.x0 - left.x1 > NARROW * (high - low) and any(
        left.x1 <= wall.position <= right.x0 and wall.span[0] <= middle <= wall.span[1]
        for wall in walls
    )


def whole_words(words: Sequence[Word], walls: Sequence[Ruling] = ()) -> Iterator[Word]:
    """Join what was set in several fonts: the parts of a number, and print of one typeface.

    Some programs embed a typeface in many small fonts, of which each character may need another.
    """
    waiting: Word | None = None
    for word in words:
        if waiting is not None and _continues(waiting, word, walls):
            waiting = _joined(waiting, word)
            continue
        if waiting is not None:
            yield waiting
        waiting = word
    if waiting is not None:
        yield waiting


def _continues(left: Word, right: Word, walls: Sequence[Ruling]) -> bool:
    gap = right.box.x0 - left.box.x1
    beside = -0.2 * left.size < gap < 0.2 * left.size
    level = left.box.overlap_y(right.box) > 0.5 * min(left.box.height, right.box.height)
    if not (beside and level) or _is_parted(left.box, right.box, walls):
        return False
    marks = [bool(_NUMERIC.match(word.text)) for word in (left, right)]
    numbers = [
        mark and any(c.isdigit() for c in word.text)
        for mark, word in zip(marks, (left, right), strict=True)
    ]
    return all(marks) or (not any(numbers) and _style(left) == _style(right))


def _style(word: Word) -> tuple[str, float, bool, bool]:
    """Return the typeface, without what tells apart the fonts it is embedded in, and its size."""
    typeface = _SUBSET.sub("", word.font)
    return typeface, round(word.size, 1), word.bold, word.visible


def _joined(left: Word, right: Word) -> Word:
    larger = left if len(left.text) >= len(right.text) else right
    return replace(
        larger,
        text=left.text + right.text,
        box=union((left.box, right.box)),
        edges=(*left.edges[:-1], (left.edges[-1] + right.edges[0]) / 2, *right.edges[1:]),
        visible=left.visible and right.visible,
    )


def _word(run: list[tuple[str, Box]], span: Span, size: float, grounds: Sequence[Box] = ()) -> Word:
    boxes = [box for _, box in run]
    edges = [boxes[0].x0]
    edges += [(left.x1 + right.x0) / 2 for left, right in pairwise(boxes)]
    edges.append(boxes[-1].x1)
    whole = union(boxes)
    on_paper = not any(ground.contains(*whole.center) for ground in grounds)
    return Word(
        text="".join(text for text, _ in run),
        box=whole,
        edges=tuple(edges),
        font=str(span["font"]),
        size=size,
        bold=bool(span["flags"] & BOLD_FLAG) or "bold" in str(span["font"]).lower(),
        visible=span.get("alpha", 255) > 0 and not (on_paper and _is_white(span.get("color", 0))),
    )


def _is_white(color: int) -> bool:
    return all((color >> shift) & 255 > WHITE * 255 for shift in (0, 8, 16))
