"""Pages made by hand: words at positions and rulings, without a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.choices import Marks
from extract.geometry import Box, Frame
from extract.pages import CheckMark, Origin, Page, Ruling, Word

WIDTH, HEIGHT = 595.0, 842.0
SIZE = 10.0  # points, also the advance of a character
MARKS = Marks(ticked="☑■√", empty="□○")

Span = tuple[int, int, int, int]  # row0, row1, column0, column1 on grid lines


def word(
    text: str, x: float, y: float, *, size: float = SIZE, origin: Origin = "text", sure: float = 1.0
) -> Word:
    """Set a text with its top left corner at (x, y), each character one `size` wide."""
    edges = tuple(x + size * index for index in range(len(text) + 1))
    box = Box(x, y, edges[-1], y + size)
    return Word(text, box, edges, confidence=sure, origin=origin, size=size)


def ruled(x0: float, y0: float, x1: float, y1: float) -> Ruling:
    return Ruling(Box(x0, y0, x1, y1), horizontal=abs(x1 - x0) > abs(y1 - y0))


def borders(spans: Iterable[Span], xs: Sequence[float], ys: Sequence[float]) -> list[Ruling]:
    """Return the four sides of every cell."""
    found = []
    for row0, row1, column0, column1 in spans:
        left, right, top, bottom = xs[column0], xs[column1], ys[row0], ys[row1]
        found += [ruled(left, y, right, y) for y in (top, bottom)]
        found += [ruled(x, top, x, bottom) for x in (left, right)]
    return found


def page(
    words: Iterable[Word] = (),
    rulings: Iterable[Ruling] = (),
    *,
    marks: Iterable[CheckMark] = (),
    number: int = 1,
    digital: bool = True,
) -> Page:
    return Page(
        file="申报书.pdf",
        number=number,
        width=WIDTH,
        height=HEIGHT,
        digital=digital,
        frame=Frame(WIDTH, HEIGHT),
        words=tuple(words),
        rulings=tuple(rulings),
        check_marks=tuple(marks),
    )


def table_page(
    rows: Sequence[Sequence[str | None]],
    *,
    x0: float = 50,
    y0: float = 50,
    width: float = 120,
    height: float = 30,
    number: int = 1,
    digital: bool = True,
) -> Page:
    """Print a table of equal cells; a None goes on with the cell to its left."""
    columns = len(rows[0])
    xs = [x0 + width * index for index in range(columns + 1)]
    ys = [y0 + height * index for index in range(len(rows) + 1)]
    spans: list[Span] = []
    words = []
    origin: Origin = "text" if digital else "ocr"
    for row, texts in enumerate(rows):
        starts = [column for column, text in enumerate(texts) if text is not None]
        for column, end in zip(starts, [*starts[1:], columns], strict=True):
            spans.append((row, row + 1, column, end))
            text = texts[column] or ""
            lines = [line for line in text.split("\n") if line]
            words += [
                word(line, xs[column] + 3, ys[row] + 3 + 12 * index, origin=origin)
                for index, line in enumerate(lines)
            ]
    return page(words, borders(spans, xs, ys), number=number, digital=digital)
