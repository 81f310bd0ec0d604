"""The record of one submission: the data classes that leave `extract`, and their JSON.

The shape is the one published as `record.json`: see docs/record.md and docs/record.schema.json.
Boxes are `[x0, y0, x1, y1]` in points from the top left of the page as displayed.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

Bbox = tuple[float, float, float, float]
Kind = Literal["enterprise", "platform", "district"]
Opinion = Literal["unqualified", "unqualified_with_emphasis", "qualified", "adverse", "disclaimer"]
Scope = Literal["consolidated", "separate"]
StatementKind = Literal["balance_sheet", "income_statement", "cash_flow"]
PageType = Literal[
    "cover",
    "instructions",
    "form",
    "body",
    "commitment",
    "business_license",
    "audit_opinion",
    "balance_sheet",
    "income_statement",
    "cash_flow",
    "equity_changes",
    "audit_notes",
    "hightech_certificate",
    "premises_proof",
    "customer_evaluation",
    "policy_document",
    "other",
]
Row = dict[str, str | float | None]
Value = float | int | str | list[str] | list[Row] | None


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reading(Frozen):
    """A value and the place on a page that it was read from."""

    value: Value
    text: str = Field(description="as it stands on the page, before it was normalised")
    confidence: float = Field(ge=0, le=1)
    origin: Literal["text", "ocr", "reconciled", "reviewer"]
    file: str
    page: int = Field(ge=1)
    bbox: Bbox
    unit: str | None = Field(default=None, description="unit that `text` is printed in")
    note: str | None = None


class Evidence(Frozen):
    """A place on a page that a finding points at."""

    file: str
    page: int
    bbox: Bbox | None = None
    text: str = ""


class SourceFile(Frozen):
    path: str
    pages: int
    sha256: str


class Run(NamedTuple):
    """A stretch of a page's text, without line breaks: how many characters, and their box."""

    characters: int
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def bbox(self) -> Bbox:
        return (self.x0, self.y0, self.x1, self.y1)


class PageRecord(Frozen):
    """One page of a file, and what kind of page it is."""

    file: str
    page: int
    type: PageType
    confidence: float
    digital: bool
    rotation: Literal[0, 90, 180, 270] = 0
    skew: float = 0.0
    width: float = 0.0
    height: float = 0.0
    text: str = ""
    runs: SkipJsonSchema[tuple[Run, ...]] = ()  # for the archive; not published


class Heading(Frozen):
    """A heading of the body and the section's own text below it."""

    level: int
    title: str = Field(description="as printed, without its number")
    file: str
    page: int
    bbox: Bbox
    reference: str | None = Field(description="title of the reference outline's entry")
    text: str = ""
    confidence: float = 1.0


class StatementRow(Frozen):
    """One printed line of a statement; amounts in yuan, `line` an id of the statement lines."""

    label: str
    line: str | None
    current: Reading | None
    prior: Reading | None


class Statement(Frozen):
    """One statement of one scope as printed, possibly over several pages."""

    kind: StatementKind
    scope: Scope
    year: int | None
    unit: str
    rows: tuple[StatementRow, ...]
    complete: bool = Field(description="every printed line was bound to its two figures")


class Audit(Frozen):
    firm: Reading | None = None
    report_number: Reading | None = None
    report_date: Reading | None = None
    entity: Reading | None = None
    fiscal_year: Reading | None = None
    opinion: Reading | None = None
    scope: Reading | None = None
    unit: Reading | None = None
    balance_sheet: dict[str, tuple[Reading | None, Reading | None]] = {}
    income_statement: dict[str, tuple[Reading | None, Reading | None]] = {}
    cash_flow: dict[str, tuple[Reading | None, Reading | None]] = {}
    statements: tuple[Statement, ...] = Field(
        default=(), description="all statements line by line, also of the other scope"
    )
    regulatory_code: Reading | None = None
    going_concern: bool = Field(
        default=False, description="a section on going concern or such an emphasis of matter"
    )


class License(Frozen):
    name: Reading | None = None
    uscc: Reading | None = None
    legal_representative: Reading | None = None
    established: Reading | None = None
    address: Reading | None = None
    registered_capital: Reading | None = None


class Style(Frozen):
    """How one role of text is set on the digital body pages; sizes in points."""

    role: Literal["body", "heading1", "heading2"]
    font: str
    size: float
    line_spacing: float | None = Field(default=None, description="baseline distance / size")
    characters: int
    evidence: Evidence


class Observation(Frozen):
    """What was seen inside a file that a forensic rule judges later."""

    kind: str
    file: str
    page: int | None = None
    bbox: Bbox | None = None
    detail: str = ""
    text: str = ""
    score: float = 1.0


class ReadError(Frozen):
    file: str
    page: int | None = None
    message: str


FieldReading = Reading | dict[str, Reading]


class Record(Frozen):
    """What was read from one submission."""

    id: str
    kind: Kind | None
    files: tuple[SourceFile, ...]
    pages: tuple[PageRecord, ...]
    fields: dict[str, FieldReading]
    outline: tuple[Heading, ...] = ()
    audit: Audit | None = None
    license: License | None = None
    attachments: tuple[str, ...] = ()
    styles: tuple[Style, ...] = ()
    observations: tuple[Observation, ...] = ()
    errors: tuple[ReadError, ...] = ()

    def reading(self, field: str, year: str | None = None) -> Reading | None:
        """Return a field's reading; of a per-year field the one of that year."""
        found = self.fields.get(field)
        if isinstance(found, dict):
            return found.get(year) if year is not None else None
        return found
