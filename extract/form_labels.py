"""What the cells of a form mean: labels of fields, groups of labels, years, units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .labels import Label, label_key, meant_by, read_label
from .programme import FieldSpec, FormSpec
from .tables import Cell
from .values import units
from .values.widths import half_width

_YEAR = re.compile(r"^(?:FY)?\s*(20\d{2})(?!\d)")
_FIGURE = re.compile(r"20\d{2}[.,]\d+%?")  # that begins like a year
_SPELT_YEAR = re.compile(r"^[二2][〇○零Oo0][〇○零一二三四五六七八九\d]{2}(?=年)")
_DIGITS = {**dict(zip("〇一二三四五六七八九", "0123456789", strict=True)), "○": "0", "零": "0"}
YEAR_CELL_LENGTH = 14  # characters; a longer text that holds a year is no column header
_SAID_UNIT = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|金额|计量|货币|数据)单位[:：]\s*(?:人民币)?([%％]|[\u4e00-\u9fff]{1,3})"
)


def year_of(text: str) -> str | None:
    """Return the year that a column header names, None for any other text."""
    folded = half_width(text)
    if len(text) > YEAR_CELL_LENGTH or _FIGURE.fullmatch(folded):
        return None
    found = _YEAR.search(folded)
    if found:
        return found.group(1)
    spelt = _SPELT_YEAR.search(folded)
    return "".join(_DIGITS.get(c, c) for c in spelt.group()) if spelt else None


class FormLabels:
    """The form's labels by their keys; grouped fields apart, by their group's label."""

    def __init__(self, form: FormSpec, units: Iterable[str]) -> None:
        self.units = tuple(units)
        self.plain: dict[str, FieldSpec] = {}
        self.groups: dict[str, dict[str, FieldSpec]] = {}
        self.rows = tuple(field for field in form.fields if field.type == "rows")
        for field in form.fields:
            keys = {label_key(wording) for wording in (field.label, *field.wordings)}
            if field.group is None:
                self.plain.update(dict.fromkeys(keys, field))
                continue
            for wording in (field.group, *field.group_wordings):
                self.groups.setdefault(label_key(wording), {}).update(dict.fromkeys(keys, field))

    def label(self, cell: Cell) -> Label:
        return read_label(cell.text, self.units)

    def field(self, cell: Cell, among: Mapping[str, FieldSpec] | None = None) -> FieldSpec | None:
        """Return the field that a cell is the label of; `among` are the members of a group."""
        return meant_by(self.label(cell), self.plain if among is None else among)

    def group(self, cell: Cell) -> Mapping[str, FieldSpec] | None:
        return meant_by(self.label(cell), self.groups)

    def unit(self, cell: Cell) -> str | None:
        """Return the unit that is all a cell says."""
        text = half_width(cell.text).strip("()")
        return text if text in self.units else None

    def said_unit(self, text: str) -> str | None:
        """Return the unit of a line such as 金额单位：万元."""
        found = _SAID_UNIT.search(text)
        unit = half_width(found.group(1)) if found else None
        return unit if unit in self.units else None


def applied(unit: str | None, field: FieldSpec) -> str | None:
    """Return a unit that was said for many fields where it can be this one's."""
    fits = unit is not None and field.unit is not None and units.comparable(unit, field.unit)
    return unit if fits else None
