"""A programme: one notice as data, read from a folder of `programs/`.

The folder is found by the command line and handed on as a value. `load` checks every file and
reports a mistake with its file and key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from .data_files import fault, load_yaml
from .wordings import clashes

T = TypeVar("T")
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

    A source is `index`, `modes`, `blank` (no form asks for it), or field ids with `|` between
    alternatives.
    """

    title: str
    columns: tuple[tuple[str, str], ...]


class KindEntry(Frozen):
    """What `kinds.yaml` says of one kind of applicant."""

    id: Literal["enterprise", "platform", "district"]
    label: str  # the option of 申报类型
    word_limit: int
    attachments: tuple[AttachmentSpec, ...]
    name_field: str  # the unit that licence and audit report are made out to
    code_field: str | None = None
    summary: SummaryBlock


class KindSpec(KindEntry):
    """What one kind of applicant hands in."""

    form: FormSpec
    outline: tuple[OutlineEntry, ...]


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


class ProgrammeHead(Frozen):
    """What `programme.yaml` says: the notice itself."""

    id: str
    title: str
    number: str
    years: tuple[str, ...]  # of the per-year fields, oldest first
    audit_year: int
    summary_title: str
    accuracy: str = "99.5"  # percent: position of the accuracy dial where the caller names none


class Programme(ProgrammeHead):
    """A notice as data."""

    cover: FormSpec
    kinds: tuple[KindSpec, ...]
    typography: Typography
    conditions: Conditions
    modes: tuple[Mode, ...]

    def kind(self, kind_id: str) -> KindSpec:
        return next(kind for kind in self.kinds if kind.id == kind_id)


Mistake = tuple[str, str]  # path of the key inside its file, what to do about it


def load(folder: Path) -> Programme:
    """Read and check a programme's folder; raises ProgrammeError naming file and key."""
    head = _checked(folder / "programme.yaml", ProgrammeHead, _head_mistakes)
    cover = _form(folder, "cover")
    entries = load_yaml(folder / "kinds.yaml", tuple[KindEntry, ...])
    kinds = tuple(_kind(folder, entry) for entry in entries)
    for key, advice in _kind_mistakes(kinds, cover):
        raise fault(folder / "kinds.yaml", key, advice)
    return Programme(
        **dict(head),
        cover=cover,
        kinds=kinds,
        typography=load_yaml(folder / "typography.yaml", Typography),
        conditions=_checked(folder / "conditions.yaml", Conditions, _condition_mistakes),
        modes=load_yaml(folder / "modes.yaml", tuple[Mode, ...]),
    )


def _checked(file: Path, content: type[T], mistakes: Callable[[T], Iterator[Mistake]]) -> T:
    """Read a file and raise the first of the mistakes that its type cannot see."""
    value = load_yaml(file, content)
    for key, advice in mistakes(value):
        raise fault(file, key, advice)
    return value


def _form(folder: Path, form_id: str) -> FormSpec:
    return _checked(folder / "forms" / f"{form_id}.yaml", FormSpec, _form_mistakes)


def _kind(folder: Path, entry: KindEntry) -> KindSpec:
    file = folder / "outlines" / f"{entry.id}.yaml"
    outline = _checked(file, tuple[OutlineEntry, ...], _outline_mistakes)
    return KindSpec(**dict(entry), form=_form(folder, entry.id), outline=outline)


def _head_mistakes(head: ProgrammeHead) -> Iterator[Mistake]:
    if not all(len(year) == len("2022") and year.isdigit() for year in head.years):
        yield "years", "年份应是加引号的四位数字"
    if list(head.years) != sorted(set(head.years)):
        yield "years", "年份应由早到晚，且不重复"
    if str(head.audit_year) not in head.years:
        yield "audit_year", "审计年度应是 years 中的一年"


def _condition_mistakes(conditions: Conditions) -> Iterator[Mistake]:
    try:
        date.fromisoformat(conditions.application_date)
    except ValueError:
        yield "application_date", "日期应写成 2023-08-10 的样子"


def _form_mistakes(form: FormSpec) -> Iterator[Mistake]:
    yield from _repeated("fields", [field.id for field in form.fields])
    for index, field in enumerate(form.fields):
        for key, advice in _field_mistakes(field):
            yield f"fields[{index}]({field.id}).{key}", advice
    for group in dict.fromkeys(field.group for field in form.fields):
        rows = [field for field in form.fields if field.group == group]
        owned = [(field.id, (field.label, *field.wordings)) for field in rows]
        yield from _ambiguous("fields({}).wordings", owned)


def _field_mistakes(field: FieldSpec) -> Iterator[Mistake]:
    chosen = field.type in ("choice", "choices")
    if chosen != bool(field.options):
        yield "options", "choice 和 choices 要列出选项，别的类型不要"
    if (field.type == "rows") != bool(field.columns):
        yield "columns", "rows 要列出列名，别的类型不要"
    if len(field.columns) != len(field.column_labels):
        yield "column_labels", "应与 columns 一一对应"
    if field.group_wordings and field.group is None:
        yield "group_wordings", "没有 group，不应有 group_wordings"
    if field.maximum is not None and field.type != "number":
        yield "maximum", "只有 number 可以有上限"
    values = {option.value for option in field.options}
    for index, option in enumerate(field.options):
        if option.parent is not None and option.parent not in values:
            yield f"options[{index}].parent", f"没有选项“{option.parent}”"
    owned = [(option.value, (option.value, *option.wordings)) for option in field.options]
    yield from _repeated("options", [option.value for option in field.options])
    yield from _ambiguous("options({}).wordings", owned)


def _outline_mistakes(outline: tuple[OutlineEntry, ...]) -> Iterator[Mistake]:
    yield from _repeated("", [entry.title for entry in outline])
    levels: dict[str | None, int] = {None: 0}
    for index, entry in enumerate(outline):
        if levels.get(entry.parent) != entry.level - 1:
            yield f"[{index}]({entry.title}).parent", "上级标题应写在前面，且恰高一级"
        levels[entry.title] = entry.level
    yield from _ambiguous(
        "({}).wordings", [(entry.title, (entry.title, *entry.wordings)) for entry in outline]
    )


def _kind_mistakes(kinds: tuple[KindSpec, ...], cover: FormSpec) -> Iterator[Mistake]:
    yield from _repeated("", [kind.id for kind in kinds])
    offered = {option.value for field in cover.fields for option in field.options}
    for index, kind in enumerate(kinds):
        known = {field.id for field in (*kind.form.fields, *cover.fields)}
        place = f"[{index}]({kind.id})"
        if kind.label not in offered:
            yield f"{place}.label", f"封面（forms/cover.yaml）没有选项“{kind.label}”"
        if kind.name_field not in known:
            yield f"{place}.name_field", f"表中没有字段 {kind.name_field}"
        if kind.code_field is not None and kind.code_field not in known:
            yield f"{place}.code_field", f"表中没有字段 {kind.code_field}"
        for column, (_, source) in enumerate(kind.summary.columns):
            for name in source.split("|"):
                if name not in known | {"index", "modes", "blank"}:
                    yield f"{place}.summary.columns[{column}]", f"表中没有字段 {name}"


def _repeated(place: str, names: list[str]) -> Iterator[Mistake]:
    for index, name in enumerate(names):
        if name in names[:index]:
            yield f"{place}[{index}]({name})", "与前面的一项重名，请改名或删去"


def _ambiguous(place: str, owned: Iterable[tuple[str, Iterable[str]]]) -> Iterator[Mistake]:
    for first, second, wording in clashes(owned):
        yield place.format(second), f"说法“{wording}”已属于 {first}，请删去其中一个"
