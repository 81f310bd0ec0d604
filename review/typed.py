"""What a reviewer types or has read again, as the reading that stands in a cell."""

from __future__ import annotations

from typing import Annotated

from fastapi import HTTPException
from pydantic import Field

from archive.cells import cell as cell_named
from archive.cells import reading_at
from archive.columns import OPINIONS, flat, number
from archive.to_look_at import SCOPES
from extract.programme import FieldSpec, Programme
from extract.records import Bbox, Reading, Record, Row, Value
from extract.values import amount, credit_code, date
from extract.values import text as printed

from . import labels
from .asked import Asked

BETWEEN = "｜"  # columns of a row
SHARE = "ratio"  # the column that holds percents

Side = Annotated[float, Field(ge=0, le=20_000, allow_inf_nan=False)]


class Place(Asked):
    """A box on a page of one of the submission's files (its number, from 0), as displayed."""

    file: int = Field(ge=0)
    page: int = Field(ge=1)
    box: tuple[Side, Side, Side, Side]


def refused(why: str) -> HTTPException:
    return HTTPException(422, why)


def reading_of(
    record: Record, programme: Programme, cell: str, text: str, place: Place | None
) -> Reading | None:
    """Return the reading that a text makes in a cell; `None` for an empty one.

    Raises HTTPException 422 where the text is no value of the cell, and where nothing says on
    which page it stands.
    """
    text = text.strip()
    old = reading_at(record, cell_named(record, cell))
    if not text:
        return None
    file, page, box = _place(record, old, place)
    value, unit = _value(record, programme, cell, text, old)
    return Reading(
        value=value,
        text=text,
        confidence=1.0,
        origin="reviewer",
        file=file,
        page=page,
        bbox=box,
        unit=unit,
    )


def _place(record: Record, old: Reading | None, place: Place | None) -> tuple[str, int, Bbox]:
    if place is not None:
        if place.file >= len(record.files) or place.page > record.files[place.file].pages:
            raise refused("所框的位置不在这份申报里。")
        x0, y0, x1, y1 = place.box
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        return record.files[place.file].path, place.page, box
    if old is None:
        raise refused("这一栏原来没有读数，请先在页面上框出它的位置。")
    return old.file, old.page, old.bbox


def _value(
    record: Record, programme: Programme, cell: str, text: str, old: Reading | None
) -> tuple[Value, str | None]:
    """Return the value and the unit that the text is printed in."""
    if cell.startswith("audit.") and "@" in cell:
        printed_in = (old.unit if old else None) or "元"
        return _number(text, printed_in, "元")
    if cell.startswith(("audit.", "license.")):
        return _fact(cell, text), None
    spec = labels.spec_of(programme, record, cell.partition("@")[0])
    if spec is None:
        raise refused("申报表里没有这一栏。")
    if spec.type == "number":
        return _number(text, (old.unit if old else None) or spec.unit, spec.unit)
    return _field(spec, text), spec.unit


def _number(text: str, printed_in: str | None, unit: str | None) -> tuple[Value, str | None]:
    cleaned = printed.clean(text)
    if cleaned == printed.NONE:
        return cleaned, printed_in
    parsed = amount.parse(text, printed_in)
    if parsed is None:
        raise refused(f"“{text}”{amount.fault(text)}，请照页面上印的填一个数。")
    return parsed.in_unit(unit), parsed.unit or printed_in


def _field(spec: FieldSpec, text: str) -> Value:
    values = [option.value for option in spec.options]
    match spec.type:
        case "code":
            return credit_code.clean(text)
        case "choice":
            if text not in values:
                raise refused(f"请填其中一项：{'、'.join(values)}")
            return text
        case "choices":
            chosen = [one.strip() for one in text.replace("、", "；").split("；") if one.strip()]
            if any(one not in values for one in chosen):
                raise refused(f"请填其中若干项，用分号隔开：{'；'.join(values)}")
            return chosen
        case "rows":
            return [_row(spec, one) for one in text.replace(";", "；").split("；") if one.strip()]
    return printed.clean(text)


def _row(spec: FieldSpec, text: str) -> Row:
    """Return one row of a table in the form: its columns in order, those at the end may lack."""
    parts = [one.strip() for one in text.replace("|", BETWEEN).split(BETWEEN)]
    if len(parts) > len(spec.columns):
        raise refused(f"“{text.strip()}”有 {len(parts)} 列，{in_order(spec)}")
    row: Row = dict.fromkeys(spec.columns)
    for column, part in zip(spec.columns, parts, strict=False):
        row[column] = _share(part) if column == SHARE else printed.clean(part)
    return row


def _share(text: str) -> float | None:
    if not text:
        return None
    parsed = amount.parse(text, "%")
    if parsed is None:
        raise refused(f"“{text}”不是比例，请照页面上印的填一个数。")
    return parsed.in_unit("%")


def as_typed(spec: FieldSpec | None, reading: Reading) -> str:
    """Return what a reviewer would type for a reading: what is printed, or a choice, or rows."""
    value = reading.value
    if spec is None or spec.type not in ("rows", "choice", "choices"):
        return reading.text
    if spec.type == "rows" and isinstance(value, list):
        return "；".join(one if isinstance(one, str) else _joined(spec, one) for one in value)
    return str(flat(value) or "")


def hint(spec: FieldSpec | None) -> str:
    """Return what has to be typed in a field, empty where what is printed does."""
    if spec is None:
        return ""
    options = "；".join(option.value for option in spec.options)
    match spec.type:
        case "rows":
            return in_order(spec)
        case "choice":
            return f"填其中一项：{options}"
        case "choices":
            return f"填其中若干项，用分号隔开：{options}"
    return ""


def in_order(spec: FieldSpec) -> str:
    columns = BETWEEN.join(spec.column_labels)
    return f"每项依次填 {columns}，列之间用“{BETWEEN}”，项之间用分号隔开。"


def _joined(spec: FieldSpec, row: Row) -> str:
    values = [row.get(column) for column in spec.columns]
    return BETWEEN.join(number(one) if isinstance(one, float) else one or "" for one in values)


def _fact(cell: str, text: str) -> Value:
    for name, words in (("audit.opinion", OPINIONS), ("audit.scope", SCOPES)):
        if cell == name:
            known = {label: value for value, label in words.items()}
            if text not in known:
                raise refused(f"请填其中一项：{'、'.join(known)}")
            return known[text]
    if cell == "audit.fiscal_year":
        if not (text.isdecimal() and len(text) == len("2022")):
            raise refused("请填四位数字的年份。")
        return int(text)
    if cell in ("audit.report_date", "license.established"):
        parsed = date.parse(text)
        if parsed is None:
            raise refused("请填日期，如 2023年3月20日。")
        return parsed
    if cell == "license.uscc":
        return credit_code.clean(text)
    return printed.clean(text)
