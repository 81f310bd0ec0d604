"""The rows of a statement page: each printed line's label with its figures by column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .characters import is_han
from .columns import WELL_FORMED, Column, is_amount, is_dash
from .geometry import Box, union
from .lines import TextLine, lines_of
from .pages import Page, Word
from .tables import Table

_NOTE_REFERENCE = re.compile(
    r"^(?:附注|注释?)?[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．,，]?[(（]?\d{0,3}[)）]?$|^注释?\d+$"
)
ASIDE_LENGTH = 9  # characters of a note reference or line number
ASIDE_WIDTH = 34.0  # points
JOINED = 0.7  # of their confidence that two pieces of one figure keep
_FRAGMENT = re.compile(r"^\d{1,3}(?:[,，.]\d{3})*[,，.]$")  # the rest was detected apart
READ_TWICE = 2  # traces of a figure; one with more was read again as a whole cell
BAND = 0.6  # of a row's height: how far a figure's middle may lie from its label's


@dataclass
class StatementLineDraft:
    """A printed line while it is put together: label words, and a figure word by column."""

    panel: int
    label: list[Word] = field(default_factory=list)
    figures: dict[int, Word] = field(default_factory=dict)  # by index of the column

    def add_figure(self, index: int, word: Word) -> None:
        """Add a figure, or a part of one that detection cut into pieces."""
        known = self.figures.get(index)
        self.figures[index] = word if known is None else _whole(known, word)

    @property
    def text(self) -> str:
        return "".join(line.text for line in lines_of(self.label))

    @property
    def box(self) -> Box:
        return union(word.box for word in [*self.label, *self.figures.values()])


def _whole(one: Word, other: Word) -> Word:
    """Return one figure from two words in one cell; unread where they make no figure."""
    reread = max(one, other, key=lambda word: len(word.traces))
    if len(reread.traces) > READ_TWICE:
        return reread
    left, right = sorted((one, other), key=lambda word: word.box.x0)
    longer = max(one, other, key=lambda word: len(word.text))
    if left.box.overlap_x(right.box) > 0.5 * min(left.box.width, right.box.width):
        return longer
    text = left.text + right.text
    return replace(
        longer,
        text=text,
        box=union((left.box, right.box)),
        edges=(*left.edges, *right.edges[1:]),
        confidence=JOINED * min(left.confidence, right.confidence),
        confidences=(),
        alternatives=(),
        traces=(),
        unread=not WELL_FORMED.match(text),
    )


def rows_of(
    page: Page,
    columns: Sequence[Column],
    tables: Sequence[Table],
    asides: Sequence[Box],
    top: float,
    bottom: float,
) -> list[StatementLineDraft]:
    """Return the rows between `top` and `bottom` (points) of a page, from top to bottom.

    Rows are those of the ruled table where one holds the figures, else lines of print. `asides`
    are the header cells of note and line-number columns, whose words belong to no label.
    """
    words = [
        word
        for word in page.words
        if top < word.box.center[1] < bottom and not _is_aside(word, asides)
    ]
    bands = _ruled_bands(tables, columns)
    panels = range(max(column.panel for column in columns) + 1)
    rows: list[StatementLineDraft] = []
    for panel in panels:
        own = [c for c in columns if c.panel == panel]
        left = max((c.right for c in columns if c.panel < panel), default=0.0)
        rows += _panel_rows(words, columns, own, left, bands)
    return rows


def _is_aside(word: Word, asides: Sequence[Box]) -> bool:
    x = word.box.center[0]
    return len(word.text) <= ASIDE_LENGTH and any(
        abs(x - aside.center[0]) <= max(aside.width, ASIDE_WIDTH) / 2 for aside in asides
    )


def _panel_rows(
    words: Iterable[Word],
    columns: Sequence[Column],
    own: Sequence[Column],
    left: float,
    bands: Sequence[tuple[float, float]],
) -> list[StatementLineDraft]:
    first = min(column.left for column in own)
    panel = own[0].panel
    indices = {column: columns.index(column) for column in own}
    labels: list[Word] = []
    figures: list[tuple[int, Word]] = []
    for word in words:
        column = _column_of(word, own)
        if column is not None:
            figures.append((indices[column], word))
        elif left <= word.box.center[0] < first and word.box.x0 < first and is_label(word):
            labels.append(word)
    if bands and not _share_bands(figures, bands):
        return _by_bands(labels, figures, bands, panel)
    return _by_lines(labels, figures, panel)


def _column_of(word: Word, own: Sequence[Column]) -> Column | None:
    figure = is_amount(word.text) or _FRAGMENT.match(word.text) or word.traces
    if not (figure or is_dash(word.text)):
        return None
    return next((column for column in own if column.holds(word.box)), None)


def is_label(word: Word) -> bool:
    """Tell a label's words from note references and line numbers between label and figures."""
    chinese = any(map(is_han, word.text))
    return chinese and not _NOTE_REFERENCE.match(word.text)


def _ruled_bands(tables: Sequence[Table], columns: Sequence[Column]) -> list[tuple[float, float]]:
    """Return the (top, bottom) of the rows of the table that runs under all the columns."""
    left, right = min(c.left for c in columns), max(c.right for c in columns)
    for table in tables:
        if table.rows > 4 and table.box.x0 < left and table.box.x1 > right - 5:  # noqa: PLR2004
            edges = sorted({c.box.y0 for c in table.cells} | {c.box.y1 for c in table.cells})
            return list(pairwise(edges))
    return []


def _share_bands(figures: Iterable[tuple[int, Word]], bands: Sequence[tuple[float, float]]) -> bool:
    """Tell whether figures of one column share a band: then rulings between rows were not found."""
    seen: dict[tuple[int, int | None], Word] = {}
    for index, word in figures:
        other = seen.setdefault((index, _band_of(word, bands)), word)
        if abs(other.box.center[1] - word.box.center[1]) > max(other.box.height, word.box.height):
            return True
    return False


def _by_bands(
    labels: Iterable[Word],
    figures: Iterable[tuple[int, Word]],
    bands: Sequence[tuple[float, float]],
    panel: int,
) -> list[StatementLineDraft]:
    rows = [StatementLineDraft(panel) for _ in bands]
    for word in labels:
        band = _band_of(word, bands)
        if band is not None:
            rows[band].label.append(word)
    for index, word in figures:
        band = _band_of(word, bands)
        if band is not None:
            rows[band].add_figure(index, word)
    return [row for row in rows if row.label]


def _band_of(word: Word, bands: Sequence[tuple[float, float]]) -> int | None:
    y = word.box.center[1]
    return next((i for i, (top, bottom) in enumerate(bands) if top <= y < bottom), None)


def _by_lines(
    labels: Iterable[Word], figures: Iterable[tuple[int, Word]], panel: int
) -> list[StatementLineDraft]:
    rows = [StatementLineDraft(panel, list(line.words)) for line in lines_of(labels)]
    lines = [TextLine(tuple(row.label), union(w.box for w in row.label)) for row in rows]
    for index, word in figures:
        y = word.box.center[1]
        nearest = min(range(len(rows)), key=lambda i: abs(lines[i].box.center[1] - y), default=None)
        if nearest is None:
            continue
        reach = BAND * max(lines[nearest].box.height, word.box.height) + 2
        if abs(lines[nearest].box.center[1] - y) <= reach:
            rows[nearest].add_figure(index, word)
    return rows
