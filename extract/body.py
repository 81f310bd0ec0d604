"""The lines of body pages: running headers and footers, page numbers and captions apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .geometry import Box
from .lines import TextLine, lines_of
from .pages import Page
from .punctuation import chinese_punctuation
from .tables import find_tables

MARGIN = 0.11  # of the page's height: where running headers and footers stand
_PAGE_NUMBER = re.compile(
    r"^[-—–~·\s]*(?:第\s*)?\d{1,3}\s*(?:页)?(?:\s*[/共]\s*\d{1,3}\s*页?)?[-—–~·\s]*$"
)
SHORT = 0.8  # of the column's width: a line that ends earlier ends its paragraph
INDENT = 1.2  # em by which a paragraph's first line is set in


@dataclass(frozen=True)
class BodyLine:
    """A line of a body page with what tells a heading from text."""

    text: str
    page: Page
    box: Box
    size: float
    bold: bool
    font: str
    confidence: float
    in_table: bool
    left: float  # of the page's text column
    right: float

    @property
    def is_short(self) -> bool:
        return self.box.x1 < self.left + SHORT * (self.right - self.left)

    @property
    def stands_out(self) -> bool:
        return self.bold and self.is_short

    @property
    def is_indented(self) -> bool:
        return self.box.x0 > self.left + INDENT * self.size


def body_lines(pages: Sequence[Page]) -> list[BodyLine]:
    """Return the lines of some pages in reading order, without what is printed on every page."""
    found = [line for page in pages for line in _page_lines(page)]
    repeated = _running(found, len(pages))
    return [line for line in found if not _is_marginal(line, repeated)]


def _page_lines(page: Page) -> Iterable[BodyLine]:
    lines = lines_of(page.words)
    tables = [table.box for table in find_tables(page) if len(table.cells) > 1]
    left = min((line.box.x0 for line in lines), default=0.0)
    right = max((line.box.x1 for line in lines), default=page.width)
    for line in lines:
        yield _body_line(page, line, tables, left, right)


def _body_line(
    page: Page, line: TextLine, tables: Sequence[Box], left: float, right: float
) -> BodyLine:
    main = max(line.words, key=lambda word: len(word.text))
    text = line.text if page.digital else chinese_punctuation(line.text)
    return BodyLine(
        text=text,
        page=page,
        box=line.box,
        size=line.size,
        bold=main.bold,
        font=main.font,
        confidence=line.confidence,
        in_table=any(table.contains(*line.box.center) for table in tables),
        left=left,
        right=right,
    )


def _running(lines: Sequence[BodyLine], pages: int) -> set[str]:
    """Return texts that stand in the margin of more than one page."""
    seen = Counter(line.text for line in lines if _in_margin(line))
    return {text for text, count in seen.items() if count > 1 and count >= pages / 3}


def _in_margin(line: BodyLine) -> bool:
    _, middle = line.box.center
    height = line.page.height
    return middle < MARGIN * height or middle > (1 - MARGIN) * height


def _is_marginal(line: BodyLine, repeated: set[str]) -> bool:
    return _in_margin(line) and (line.text in repeated or bool(_PAGE_NUMBER.match(line.text)))


def paragraphs(lines: Sequence[BodyLine]) -> str:
    """Join lines into paragraphs, one a line of the result; tables are left out."""
    parts: list[str] = []
    ended = True
    for line in lines:
        if line.in_table:
            ended = True
            continue
        if ended or line.is_indented:
            parts.append(line.text)
        else:
            parts[-1] += line.text
        ended = line.is_short
    return "\n".join(parts)
