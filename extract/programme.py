"""A programme: one notice as data, read from a folder of `programs/`.

The folder is found by the command line and handed on as a value. `load` checks every file and
reports a mistake with its file and key.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

FieldType = Literal["text", "code", "number", "choice", "choices", "rows"]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OptionSpec(Frozen):
    """One option of a choice: the value it stands for and how applicants print it."""

    value: str
    wordings: tuple[str, ...] = ()  # besides `value`
    parent: str | None = None  # value of the option that this one details


class FieldSpec(Frozen):
    """One field of a form; `id` is fixed, the rest tells how to find and read it."""

    id: str
    label: str  # as the notice prints it, without unit
    wordings: tuple[str, ...] = ()  # what applicants print instead, without unit
    type: FieldType = "text"
    unit: str | None = None
    per_year: bool = False
    section: str
    required: bool = True
    options: tuple[OptionSpec, ...] = ()
    group: str | None = None  # label of the cell that spans this row and its sisters
    group_wordings: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()  # printed by the form inside the answer's cell: no answer
    in_label: bool = False  # the answer stands in the label's own cell
    columns: tuple[str, ...] = ()  # of a `rows` field: keys of a row, in order
    column_labels: tuple[str, ...] = ()
    non_negative: bool = False
    maximum: float | None = None


class FormSpec(Frozen):
    id: str
    title: str
    wordings: tuple[str, ...] = ()
    fields: tuple[FieldSpec, ...]

    def field(self, field_id: str) -> FieldSpec | None:
        return next((field for field in self.fields if field.id == field_id), None)


class OutlineEntry(Frozen):
    """One entry of a reference outline."""

    level: int
    title: str
    parent: str | None = None
    wordings: tuple[str, ...] = ()  # titles applicants use instead
    asks: str = ""
    evidence: str = ""
    required: bool = True


class AttachmentSpec(Frozen):
    type: str
    label: str
    required: bool
    note: str = ""


class SummaryBlock(Frozen):
    """One block of the summary table: its title and its columns as (label, source).

    A source is `index`, `modes`, or field ids with `|` between alternatives.
    """

    title: str
    columns: tuple[tuple[str, str], ...]


class KindSpec(Frozen):
    """What one kind of applicant hands in."""

    id: Literal["enterprise", "platform", "district"]
    label: str  # the option of 申报类型
    form: FormSpec
    outline: tuple[OutlineEntry, ...]
    word_limit: int
    attachments: tuple[AttachmentSpec, ...]
    name_field: str
    code_field: str | None = None
    summary: SummaryBlock


class Typography(Frozen):
    """The rules of 填报说明 for digital body pages; sizes in points."""

    paper: tuple[float, float]
    body_fonts: tuple[str, ...]
    body_size: float
    line_spacing: tuple[float, float]  # accepted range of baseline distance / size
    heading1_fonts: tuple[str, ...]
    heading1_size: float
    heading2_fonts: tuple[str, ...]
    heading2_size: float
    size_tolerance: float


class Conditions(Frozen):
    """Conditions for applying, with their thresholds."""

    region: str
    region_wordings: tuple[str, ...]
    service_ratio_minimum: float  # %, enterprise, last year
    platform_years_minimum: float
    application_date: str  # ISO; used where the form bears no date
    unusual_change: float  # relative year-on-year change worth a look


class Mode(Frozen):
    name: str
    description: str
    keywords: tuple[str, ...] = ()


class Programme(Frozen):
    id: str
    title: str
    number: str
    years: tuple[str, ...]  # of the per-year fields, oldest first
    audit_year: int
    cover: FormSpec
    kinds: tuple[KindSpec, ...]
    typography: Typography
    conditions: Conditions
    modes: tuple[Mode, ...]
    summary_title: str

    def kind(self, kind_id: str) -> KindSpec:
        return next(kind for kind in self.kinds if kind.id == kind_id)
