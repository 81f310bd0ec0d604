"""Cells that all three forms are made of: labels, values, section headers, year rows."""

from __future__ import annotations

from .canvas import Sheet
from .facts import YEARS, Applicant
from .flow import Flow
from .labels import label
from .tables import Cell, Grid


class FormCells:
    """Makes the cells of one applicant's form in the applicant's habits."""

    def __init__(self, applicant: Applicant, size: float) -> None:
        self.applicant = applicant
        self.style = applicant.style
        self.font = self.style.font("form")
        self.label_font = self.style.font("label")
        self.digits = self.style.font("digits")
        self.size = size

    def grid(self, columns: list[float]) -> Grid:
        return Grid(
            columns,
            self.font,
            self.size,
            self.digits,
            self.style.borders,
            least=self.style.row_height,
        )

    def label(self, field_id: str, span: int = 1, rows: int = 1) -> Cell:
        return self.words(label(field_id, self.style.wording), span, rows)

    def words(self, text: str, span: int = 1, rows: int = 1) -> Cell:
        return Cell(text, span, rows, font=self.label_font, shade=self.style.shade)

    def value(
        self, field_id: str, span: int = 1, year: str | None = None, align: str = "center"
    ) -> Cell:
        entry = self.applicant.entry(field_id, year)
        mark = f"{field_id}@{year}" if year else field_id
        return Cell(entry.text, span, align=align, mark=mark)

    def section(self, text: str, span: int) -> Cell:
        bold = self.style.font("heading1")
        align = "left" if self.style.family == "c" else "center"
        return Cell(text, span, font=bold, align=align, shade=self.style.shade)

    def years(self) -> list[str]:
        return list(YEARS[::-1] if self.style.latest_first else YEARS)

    def year_header(self, first: str, span: int) -> list[Cell]:
        heads = [self.words(self.style.year(year), span) for year in self.years()]
        return [self.words(first, span), *heads]

    def year_row(self, field_id: str, span: int) -> list[Cell]:
        align = "right" if self.style.family == "c" else "center"
        values = [self.value(field_id, span, year, align) for year in self.years()]
        return [self.label(field_id, span), *values]


def form_flow(applicant: Applicant, margin: float) -> Flow:
    """An empty form page with the applicant's running header."""
    style = applicant.style
    text = style.running.format(name=applicant.name)

    def dress(sheet: Sheet, _: int) -> None:
        if text and style.family == "a":
            sheet.text(225, 42, text, style.font("form"), 9)

    return Flow("form", left=margin, right=595.3 - margin, top=66, bottom=780, dress=dress)


def form_title(flow: Flow, applicant: Applicant, number: str, title: str) -> None:
    style = applicant.style
    flow.put(number, style.font("heading1"), 14)
    flow.center(title, style.font("title"), 18 if style.family == "a" else 16, pitch=1.7)
    flow.skip(4)
