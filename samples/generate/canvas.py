"""A page being drawn: an ordered list of things on it, and where its values and headings stand.

All positions are points from the top left of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from . import fonts
from .fonts import Font

Box = tuple[float, float, float, float]
Color = tuple[float, float, float]
BLACK: Color = (0, 0, 0)
A4 = (595.3, 841.9)


@dataclass
class Glyphs:
    x: float
    y: float
    text: str
    font: Font
    size: float
    color: Color = BLACK
    invisible: bool = False


@dataclass
class Stroke:
    points: list[tuple[float, float]]
    width: float = 0.6
    color: Color = BLACK
    dashes: str | None = None
    smooth: bool = False  # one curve through the points
    filled: bool = False  # the shape that the points go round, its inside too


@dataclass
class Fill:
    """A filled rectangle; with `edge` points of black around it where that is not 0."""

    box: Box
    color: Color | None
    edge: float = 0


@dataclass
class Picture:
    """A PNG, transparent where it is; drawn over what came before."""

    box: Box
    png: bytes


@dataclass
class Heading:
    level: int
    title: str
    reference: str | None
    box: Box


@dataclass
class Sheet:
    """One page: `type` as in the contract; `marks` are the boxes of values by their id."""

    type: str
    width: float = A4[0]
    height: float = A4[1]
    ops: list[Glyphs | Stroke | Fill | Picture] = field(default_factory=list)
    marks: dict[str, Box] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, font: Font, size: float, latin: Font | None = None,
        mark: str | None = None, color: Color = BLACK,
    ) -> float:  # fmt: skip
        """Draw on the baseline `y`; returns where the text ends."""
        start = x
        for used, part in fonts.runs(text, font, latin):
            self.ops.append(Glyphs(x, y, part, used, size, color))
            x += fonts.width(part, size, used)
        if mark and text:
            self.mark(mark, (start, y - 0.86 * size, x, y + 0.18 * size))
        return x

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.6,
             color: Color = BLACK, dashes: str | None = None) -> None:  # fmt: skip
        self.ops.append(Stroke([(x0, y0), (x1, y1)], width, color, dashes))

    def bar(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """A line as office programs print it: a filled rectangle of its thickness."""
        half = width / 2
        self.ops.append(Fill((x0 - half, y0 - half, x1 + half, y1 + half), BLACK))

    def frame(self, box: Box, width: float = 0.6, color: Color = BLACK) -> None:
        x0, y0, x1, y1 = box
        self.ops.append(Stroke([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], width, color))

    def picture(self, box: Box, png: bytes) -> None:
        self.ops.append(Picture(box, png))

    def mark(self, name: str, box: Box) -> None:
        """Widen the box of a value by one more piece of it."""
        old = self.marks.get(name)
        if old:
            box = (
                min(old[0], box[0]),
                min(old[1], box[1]),
                max(old[2], box[2]),
                max(old[3], box[3]),
            )
        self.marks[name] = box
