"""What stands in the columns of tables made from records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.programme import FieldSpec, Programme
from extract.records import Evidence, Kind, Reading, Record, Value

Cell = str | float | int | None

SEVERITIES = {"high": "高", "medium": "中", "low": "低"}
KINDS = {"enterprise": "示范企业", "platform": "示范平台", "district": "示范区"}
OPINIONS = {
    "unqualified": "无保留意见",
    "unqualified_with_emphasis": "无保留意见（带强调事项或持续经营段）",
    "qualified": "保留意见",
    "adverse": "否定意见",
    "disclaimer": "无法表示意见",
}
STATES = {"agrees": "一致", "disagrees": "不一致", "unchecked": "未能核对"}

# What the office sorts by: its name in conditions, and what else a person may call it.
FACETS = {
    "kind": "类型",
    "district": "区",
    "firm": "事务所",
    "finding": "疑点",
    "severity": "级别",
    "decision": "结论",
}

# What XML cannot hold, and escape sequences of terminals.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Column:
    """One field of a form, of one year where it has years."""

    spec: FieldSpec
    year: str | None

    @property
    def title(self) -> str:
        unit = f"（{self.spec.unit}）" if self.spec.unit else ""
        return f"{self.year or ''}{'年' if self.year else ''}{self.spec.label}{unit}"

    def cell(self, record: Record) -> Cell:
        reading = record.reading(self.spec.id, self.year)
        return flat(reading.value) if reading else None


def columns(programme: Programme, per_year: bool) -> list[Column]:
    """Return the fields of the cover and of all forms, each id once, in the order of the notice."""
    specs: dict[str, FieldSpec] = {}
    for form in (programme.cover, *(kind.form for kind in programme.kinds)):
        for spec in form.fields:
            specs.setdefault(spec.id, spec)
    return [
        Column(spec, year)
        for spec in specs.values()
        if per_year or not spec.per_year
        for year in (programme.years if spec.per_year else (None,))
    ]


def field_names(programme: Programme) -> dict[str, str]:
    """Return what a person may call a field in a condition: its id, label or another wording.

    So may what the office sorts by, where the form has no field of that name.
    """
    names: dict[str, str] = {}
    for column in columns(programme, per_year=True):
        for name in (column.spec.id, column.spec.label, *column.spec.wordings):
            names.setdefault(name, column.spec.id)
    for facet, label in FACETS.items():
        names.setdefault(facet, facet)
        names.setdefault(label, facet)
    return names


def flat(value: Value) -> Cell:
    """Return a value as one cell: a list joined, a row of a table as `name（nature，ratio）`."""
    if isinstance(value, list):
        return "；".join(_entry(entry) for entry in value)
    return written(value) if isinstance(value, str) else value


def written(text: str) -> str:
    """Return a text without the characters that no table may hold."""
    return _UNWRITABLE.sub("", text)


def number(value: float) -> str:
    """Return a number in figures, without an exponent or a superfluous `.0`."""
    return f"{value:.15g}"


def unit_name(record: Record, programme: Programme) -> str:
    """Return what the form or else the cover calls the applicant, empty when neither says."""
    fields = ["applicant_unit"]
    if record.kind is not None:
        fields.insert(0, programme.kind(record.kind).name_field)
    readings = (record.reading(field) for field in fields)
    return next((written(str(one.value)) for one in readings if one and one.value), "")


def kind_label(record: Record, programme: Programme) -> str:
    return programme.kind(record.kind).label if record.kind else "未识别"


def subject(key: str, kind: Kind | None, programme: Programme) -> str:
    """Return what a finding's key means: a field or an attachment by its label, else the key."""
    if kind is None:
        return written(key)
    field, _, year = key.partition("@")
    spec = programme.kind(kind).form.field(field) or programme.cover.field(field)
    if spec:
        return Column(spec, year or None).title
    labels = {one.type: one.label for one in programme.kind(kind).attachments if one.required}
    return labels.get(key, written(key))


class Places(str):
    """Where evidence stands, to read; `first` is the file and page of the first place."""

    first: tuple[str, int] | None = None


def places(evidence: Iterable[Reading | Evidence]) -> Places:
    """Return where evidence stands: file and page, each place once."""
    listed = list(evidence)
    found = (written(f"{one.file} 第{one.page}页") for one in listed)
    told = Places("；".join(dict.fromkeys(found)))
    told.first = (listed[0].file, listed[0].page) if listed else None
    return told


def quotes(evidence: Iterable[Reading | Evidence]) -> str:
    """Return what stands there, as printed."""
    return "；".join(written(one.text) for one in evidence if one.text)


def _entry(entry: str | dict[str, str | float | None]) -> str:
    if isinstance(entry, str):
        return written(entry)
    name, *more = _said(entry.values())
    return f"{name}（{'，'.join(more)}）" if more else name


def _said(values: Iterable[str | float | None]) -> Iterator[str]:
    said = [one for one in values if one is not None] or [""]
    for one in said:
        yield written(one) if isinstance(one, str) else number(one)
