"""Pages filled from top to bottom: margins, running headers, paragraphs, headings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from . import fonts
from .canvas import A4, Heading, Sheet
from .fonts import Font
from .lines import break_lines


@dataclass
class Flow:
    """Where the next thing goes; a new sheet is begun when it does not fit."""

    type: str
    left: float = 85
    right: float = 510
    top: float = 80
    bottom: float = 765
    size: tuple[float, float] = A4
    dress: Callable[[Sheet, int], None] | None = None
    sheets: list[Sheet] = field(default_factory=list)
    y: float = 0

    def __post_init__(self) -> None:
        if not self.sheets:
            self.new_sheet()

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def room(self) -> float:
        return self.right - self.left

    def new_sheet(self) -> None:
        self.sheets.append(Sheet(self.type, *self.size))
        self.y = self.top
        if self.dress:
            self.dress(self.sheet, len(self.sheets))

    def need(self, height: float) -> None:
        if self.y + height > self.bottom:
            self.new_sheet()

    def skip(self, height: float) -> None:
        self.y += height

    def center(self, text: str, font: Font, size: float, latin: Font | None = None,
               mark: str | None = None, pitch: float = 1.5) -> None:  # fmt: skip
        for line in break_lines(text, self.room, size, font, latin):
            self.need(size * pitch)
            x = self.left + (self.room - fonts.width(line, size, font, latin)) / 2
            self.sheet.text(x, self.y + size, line, font, size, latin, mark)
            self.y += size * pitch

    def put(self, text: str, font: Font, size: float, latin: Font | None = None,
            x: float | None = None, mark: str | None = None, pitch: float = 1.6) -> float:  # fmt: skip
        """One line at `x`; returns where it ends."""
        self.need(size * pitch)
        end = self.sheet.text(
            self.left if x is None else x, self.y + size, text, font, size, latin, mark
        )
        self.y += size * pitch
        return end

    def flush_right(self, text: str, font: Font, size: float, latin: Font | None = None,
                    mark: str | None = None, pitch: float = 1.8) -> None:  # fmt: skip
        self.put(
            text, font, size, latin, self.right - fonts.width(text, size, font, latin), mark, pitch
        )

    def paragraph(self, text: str, font: Font, size: float, latin: Font | None = None,
                  pitch: float = 1.5, indent: float = 2) -> None:  # fmt: skip
        """Running text, the first line set in by `indent` characters."""
        inset = indent * size
        for line in break_lines(text, self.room, size, font, latin, inset):
            self.need(size * pitch)
            self.sheet.text(self.left + inset, self.y + size, line, font, size, latin)
            self.y += size * pitch
            inset = 0

    def heading(self, level: int, number: str, title: str, reference: str | None, font: Font,
                size: float, latin: Font | None = None, inset: float = 0, center: bool = False) -> None:  # fmt: skip
        self.need(size * 3.2)
        self.y += size * 0.35
        text = number + title
        wide = fonts.width(text, size, font, latin)
        x = self.left + ((self.room - wide) / 2 if center else inset)
        self.sheet.text(x, self.y + size, text, font, size, latin)
        box = (x, self.y + 0.1 * size, x + wide, self.y + 1.2 * size)
        self.sheet.headings.append(Heading(level, title, reference, box))
        self.y += size * 1.65
