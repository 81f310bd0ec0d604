"""Submissions in the order that a person asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .database import Database
from .errors import QueryError

_SORTED = re.compile(r"(?P<down>-?)(?P<field>[^\W\d][\w.]*)(?:@(?P<year>\d{4}))?")
# What the office sorts by besides fields of the record.
_ORDERS = {
    "id": "s.id",
    "kind": "s.kind",
    "district": "s.district",
    "firm": "s.firm",
    "pages": "s.pages",
    "filed": "s.revision",
    "severity": "(SELECT sum(CASE f.severity WHEN 'high' THEN 1000000 WHEN 'medium' THEN 1000"
    " ELSE 1 END) FROM findings f WHERE f.submission = s.number)",
}


def ordered(database: Database, numbers: Sequence[int], sort: str) -> list[int]:
    """Return submissions in an order; those without a value come last."""
    match = _SORTED.fullmatch(sort)
    if match is None:
        raise QueryError("看不懂排序，要写成 字段@年份，由大到小在前面加 -", sort, 0)
    orders, values = _order(match["field"], match["year"])
    among, more = database.among("s.number", numbers)
    rows = database.rows(
        f"SELECT s.number, {orders} FROM submissions s WHERE {among} ORDER BY s.number",
        (*values, *more),
    )
    keyed = [(number, *_key(order, text)) for number, order, text in rows]
    keyed.sort(key=lambda row: row[1:], reverse=bool(match["down"]))
    return [row[0] for row in keyed if row[1]] + [row[0] for row in keyed if not row[1]]


def sort_by_id(sort: str, names: Mapping[str, str]) -> str:
    """Return what to sort by with its Chinese name, if it has one, made an id."""
    name, at, year = sort.removeprefix("-").partition("@")
    return f"{'-' if sort.startswith('-') else ''}{names.get(name, name)}{at}{year}"


def _order(field: str, year: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the two columns that a submission is sorted by: a number, else a text."""
    if field in _ORDERS:
        return f"{_ORDERS[field]}, NULL", ()
    condition = "r.submission = s.number AND r.field = ?" + (" AND r.year = ?" if year else "")
    largest = ", ".join(
        f"(SELECT max(r.{column}) FROM readings r WHERE {condition})"
        for column in ("number", "text")
    )
    values = (field, year) if year else (field,)
    return largest, values * 2


def _key(order: float | str | None, text: str | None) -> tuple[bool, bool, float, str]:
    if isinstance(order, str):
        order, text = None, order
    return order is not None or text is not None, order is None, order or 0.0, text or ""
