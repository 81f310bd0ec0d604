"""Writing .xlsx files in which every text stays a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .columns import Cell, written
from .destination import writing
from .errors import ArchiveError

LONGEST_TEXT = 32767  # characters in a cell, a limit of Excel
LONGEST_LINKED = 255
FONT = "宋体"


@contextmanager
def workbook(path: Path) -> Iterator[Workbook]:
    """Give a workbook that is saved at the end; raises `ArchiveError` when it cannot be."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with writing(path) as part:
        book = Workbook(str(part), options)
        yield book
        try:
            book.close()
        except FileCreateError as error:
            raise ArchiveError(f"{path}：无法写出（{error}）") from error


@dataclass(frozen=True)
class Heading:
    """One column: its title, its width in characters, and how its numbers are shown."""

    title: str
    width: float = 12
    number_format: str = "General"
    colored: bool = False  # takes the colour of its row


@dataclass
class Table:
    """A sheet with a header that stays in view and filters on it; rows are added one by one."""

    book: Workbook
    name: str
    headings: Sequence[Heading]
    _rows: int = 0
    _formats: dict[tuple[str, str], Format] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sheet: Worksheet = self.book.add_worksheet(self.name)
        head = self.book.add_format(
            {
                "bold": True,
                "bg_color": "#D9E1F2",
                "border": 1,
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
            }
        )
        for column, heading in enumerate(self.headings):
            self.sheet.set_column(column, column, heading.width)
            self.sheet.write_string(0, column, heading.title, head)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)

    def add(self, cells: Sequence[Cell], color: str = "", links: Sequence[str] = ()) -> None:
        """Append a row.

        Args:
            cells: one for each heading.
            color: `#RRGGBB`, fills the cells of columns that are `colored`.
            links: where each cell leads, empty for nowhere.
        """
        self._rows += 1
        leads = links or [""] * len(cells)
        for column, (cell, heading) in enumerate(zip(cells, self.headings, strict=True)):
            look = self._format(heading, color if heading.colored else "")
            put(self.sheet, self._rows, column, cell, look)
            if leads[column] and isinstance(cell, str):
                text = written(cell)[:LONGEST_LINKED]
                self.sheet.write_url(self._rows, column, leads[column], look, text)

    def finish(self, frozen_columns: int = 1) -> None:
        """Set filters and the fixed part; to be called after the last row."""
        self.sheet.freeze_panes(1, frozen_columns)
        self.sheet.autofilter(0, 0, self._rows, len(self.headings) - 1)

    def _format(self, heading: Heading, color: str) -> Format:
        key = (heading.number_format, color)
        if key not in self._formats:
            fill = {"bg_color": color} if color else {}
            self._formats[key] = self.book.add_format(
                {"num_format": key[0], "valign": "top", "text_wrap": True, **fill}
            )
        return self._formats[key]


def put(sheet: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    """Write one cell by its type: a text is never a formula, a link or a number."""
    if cell is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(cell, str):
        sheet.write_string(row, column, written(cell)[:LONGEST_TEXT], look)
    else:
        sheet.write_number(row, column, cell, look)
