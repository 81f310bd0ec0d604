"""Which submissions meet conditions: on fields, and on what the office sorts them by.

Every condition is one on the rows of `submissions`, called `s`.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import logic, where
from .bigrams import normalise
from .columns import FACETS, SEVERITIES
from .database import Database, Value
from .decisions import UNDECIDED, VERDICTS, label
from .errors import QueryError

Sql = tuple[str, tuple[Value, ...]]


_ON_SUBMISSIONS = ("kind", "district", "firm")
_OF_FINDINGS = {"finding": "f.code", "severity": "f.severity"}
_FINDINGS = (
    "s.number IN (SELECT f.submission FROM findings f LEFT JOIN decisions d"
    " ON d.submission = f.submission AND d.code = f.code AND d.key = f.key WHERE {})"
)
_LABELS = {
    **{label: id for id, label in SEVERITIES.items()},
    **{label: id for id, label in VERDICTS.items()},
    label(UNDECIDED): UNDECIDED,
}


@dataclass(frozen=True)
class Filters:
    """Which submissions to look at; all given conditions hold together.

    `finding`, `severity` and `decision` are about one and the same finding.
    """

    kind: str | None = None
    finding: str | None = None  # a code of the findings
    severity: str | None = None
    district: str | None = None
    decision: str | None = None  # a verdict, or "undecided"
    firm: str | None = None  # of auditors
    where: where.Condition | None = None


ALL = Filters()


def condition(database: Database, filters: Filters) -> Sql:
    """Return the condition that filters come to."""
    parts: list[str] = ["TRUE"]
    values: list[Value] = []
    for name in _ON_SUBMISSIONS:
        wanted = getattr(filters, name)
        if wanted is not None:
            parts.append(f"s.{name} = ?")
            values.append(wanted)
    about = [
        _on_finding(name, value)
        for name in ("finding", "severity", "decision")
        if (value := getattr(filters, name)) is not None
    ]
    if about:
        parts.append(_FINDINGS.format(" AND ".join(sql for sql, _ in about)))
        values += [value for _, some in about for value in some]
    if filters.where is not None:
        sql, more = logic.rendered(filters.where, lambda one: _comparison(database, one))
        parts.append(sql)
        values += more
    return " AND ".join(parts), tuple(values)


def _on_finding(name: str, value: str) -> Sql:
    wanted = _LABELS.get(value, value)
    if name != "decision":
        return f"{_OF_FINDINGS[name]} = ?", (wanted,)
    if wanted == UNDECIDED:
        return "d.verdict IS NULL", ()
    return "d.verdict = ?", (wanted,)


def _comparison(database: Database, one: where.Comparison) -> Sql:
    if one.field in FACETS:
        return _facet(database, one)
    sql = "s.number IN (SELECT submission FROM readings WHERE field = ?"
    values: list[Value] = [one.field]
    if one.year is not None:
        sql += " AND year = ?"
        values.append(one.year)
    test, more = _test(database, one)
    return f"{sql} AND {test})", (*values, *more)


def _facet(database: Database, one: where.Comparison) -> Sql:
    """Return the condition on a facet; `!=` and `!~` say that nothing of it is so."""
    allowed = ("=", "!=", "~", "!~") if one.field in _ON_SUBMISSIONS else ("=", "!=")
    if one.operator not in allowed or one.year is not None:
        raise QueryError(f"{one.field} 只能用 {'、'.join(allowed)} 比较，不写年份", one.field, 0)
    sql, values = _facet_test(database, one)
    return (f"NOT ({sql})" if one.operator.startswith("!") else sql), values


def _facet_test(database: Database, one: where.Comparison) -> Sql:
    if one.field not in _ON_SUBMISSIONS:
        about, values = _on_finding(one.field, one.value)
        return _FINDINGS.format(about), values
    column = f"coalesce(s.{one.field}, '')"
    same = database.contains(column) if one.operator.endswith("~") else f"{column} = ?"
    return same, (one.value,)


def _test(database: Database, one: where.Comparison) -> Sql:
    """Return the condition on one row of `readings`; an empty cell meets none."""
    operator, number = one.operator, one.number
    text = normalise(one.value)
    if operator == "~":
        return database.contains("text"), (text,)
    if operator == "!~":
        return f"text IS NOT NULL AND NOT ({database.contains('text')})", (text,)
    if operator == "=":
        return _either(number, "number = ?", "text = ?", text)
    if operator == "!=":
        return _either(number, "number <> ?", "text <> ?", text, "number IS NOT NULL")
    column = "text" if number is None else "number"
    return f"{column} {operator} ?", (text if number is None else number,)


def _either(
    number: float | None, on_number: str, on_text: str, text: str, otherwise: str = ""
) -> Sql:
    """Return the condition that a reading as a number, or else as a text, is as asked."""
    if number is not None:
        return f"({on_number} OR {on_text})", (number, text)
    return (f"({otherwise} OR {on_text})" if otherwise else on_text), (text,)
