"""What one page holds, however it was read.

Words, rulings, pictures and seals stand in the coordinates of the *upright* page (points, top
left origin); `Page.frame` leads back to the page as displayed, where readings point.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .geometry import Box, Frame
from .ocr.figures import Trace
from .page_ink import PageInk

Origin = Literal["text", "ocr"]
Rotation = Literal[0, 90, 180, 270]


@dataclass(frozen=True)
class Word:
    """A run of characters on one line: a span of the text layer, or a line found by OCR.

    `edges` are the n+1 x-positions between and around the n characters, so that a word can be
    cut where a ruling crosses it.
    """

    text: str
    box: Box
    edges: tuple[float, ...]
    confidence: float = 1.0
    origin: Origin = "text"
    font: str = ""
    size: float = 0.0  # points
    bold: bool = False
    visible: bool = True  # False: drawn with an invisible text mode
    confidences: tuple[float, ...] = ()  # one a character; empty when the text layer gave it
    alternatives: tuple[str, ...] = ()  # what else each character might be, likeliest first
    unread: bool = False  # a figure that is there but could not be made out
    first_reading: str = ""  # what was read before sums and pixels corrected it
    traces: tuple[Trace, ...] = field(default=(), compare=False, repr=False)  # of a figure


@dataclass(frozen=True)
class Ruling:
    """A straight line parallel to an axis of the upright page."""

    box: Box
    horizontal: bool

    @classmethod
    def at(cls, position: float, low: float, high: float, *, horizontal: bool) -> Ruling:
        """Return a line without thickness, by its place and its two ends."""
        if horizontal:
            return cls(Box(low, position, high, position), True)
        return cls(Box(position, low, position, high), False)

    @property
    def position(self) -> float:
        box = self.box
        return (box.y0 + box.y1) / 2 if self.horizontal else (box.x0 + box.x1) / 2

    @property
    def span(self) -> tuple[float, float]:
        return (self.box.x0, self.box.x1) if self.horizontal else (self.box.y0, self.box.y1)


@dataclass(frozen=True)
class CheckMark:
    """A box to tick that is drawn as lines or pixels, with or without a tick."""

    box: Box
    ticked: bool
    confidence: float = 1.0


@dataclass(frozen=True)
class Seal:
    """A stamp and what it says, as far as that can be read; an empty text says nothing."""

    box: Box
    shape: Literal["round", "oval", "square"] = "round"
    text: str = ""
    confidence: float = 0.0  # of the text


@dataclass(frozen=True)
class Code:
    """A two-dimensional code and what is written in it."""

    box: Box
    text: str


@dataclass(frozen=True)
class Page:
    """One page, upright and flat."""

    file: str  # path inside the submission
    number: int  # from 1
    width: float  # of the upright page, points
    height: float
    digital: bool  # the page has its own text (not somebody's OCR layer under a scan)
    frame: Frame
    rotation: Rotation = 0  # degrees clockwise by which the content is turned as displayed
    skew: float = 0.0  # degrees
    words: tuple[Word, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    pictures: tuple[Box, ...] = ()
    seals: tuple[Seal, ...] = ()
    codes: tuple[Code, ...] = ()
    check_marks: tuple[CheckMark, ...] = ()
    stray_ink: tuple[Box, ...] = ()  # of a scan: ink the size of print that no word covers
    ticks: tuple[Box, ...] = ()  # strokes of a pen that may choose an option without a box
    ink: PageInk | None = field(default=None, repr=False)  # of a scan
    rings: tuple[Box, ...] = ()  # loops as wide as a word, perhaps around an option
    notes: tuple[str, ...] = field(default=())  # what went wrong or was decided, in Chinese

    def locate(self, box: Box) -> tuple[float, float, float, float]:
        """Return a box of the upright page as `[x0, y0, x1, y1]` of the displayed page."""
        x0, y0, x1, y1 = self.frame.locate(box)
        return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
