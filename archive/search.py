"""Full text and conditions together: which pages of which submissions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import where
from .bigrams import normalise, normalise_with_offsets, phrase
from .database import Database, Value
from .errors import QueryError

COUNTED = 1000  # hits are counted up to here; beyond it the number helps nobody
AROUND = 30  # characters shown on each side of a hit

_QUOTES = str.maketrans("“”", '""')
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True)
class Filters:
    """Which submissions to search; all given conditions hold together."""

    kind: str | None = None
    finding: str | None = None  # a code of the findings
    severity: str | None = None
    where: where.Expression | None = None


@dataclass(frozen=True)
class Snippet:
    """A passage of a page and the (start, end) of each hit in it."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Hit:
    submission: str
    file: str
    page: int
    type: str
    snippet: Snippet


@dataclass(frozen=True)
class Hits:
    """Some of the pages found, in the order of filing; `total` counts to `COUNTED` at most."""

    hits: tuple[Hit, ...]
    total: int
    capped: bool


def terms(query: str) -> tuple[str, ...]:
    """Return a query's phrases, normalised: words between spaces, or what stands in quotes.

    Raises `QueryError` when nothing is left to look for.
    """
    plain = query.translate(_QUOTES)
    if plain.count('"') % 2:
        raise QueryError("引号没有成对", query, plain.rindex('"'))
    found = (normalise(quoted or bare) for quoted, bare in _TERM.findall(plain))
    phrases = tuple(term for term in found if term)
    if not phrases:
        raise QueryError("没有要找的文字", query, 0)
    return phrases


def search(
    database: Database, query: str, filters: Filters, limit: int = 50, offset: int = 0
) -> Hits:
    """Return the pages on which every phrase of a query stands."""
    phrases = terms(query)
    condition, values = _condition(filters)
    source = (
        "FROM page_index JOIN pages p ON p.page_id = page_index.rowid"
        f" WHERE page_index MATCH ? AND {condition}"
    )
    match = " AND ".join(phrase(term) for term in phrases)
    total = database.one(
        f"SELECT count(*) FROM (SELECT 1 {source} LIMIT ?)", (match, *values, COUNTED + 1)
    )
    found = database.rows(
        f"SELECT (SELECT id FROM submissions s WHERE s.number = p.submission),"
        f" p.file, p.page, p.type, p.text {source}"
        " ORDER BY page_index.rowid LIMIT ? OFFSET ?",
        (match, *values, limit, offset),
    )
    hits = tuple(
        Hit(submission, file, page, type, snippet(text, phrases))
        for submission, file, page, type, text in found
    )
    return Hits(hits, min(total, COUNTED), total > COUNTED)


def matching(database: Database, filters: Filters) -> tuple[str, ...]:
    """Return the ids of the submissions that meet the conditions, in order."""
    condition, values = _condition(filters)
    found = database.rows(
        f"SELECT p.id FROM (SELECT id, number AS submission FROM submissions) p"
        f" WHERE {condition} ORDER BY p.id",
        values,
    )
    return tuple(row[0] for row in found)


def snippet(text: str, phrases: tuple[str, ...]) -> Snippet:
    """Return the passage around the first hit, as printed but without line breaks."""
    page = normalise_with_offsets(text)
    spans = _spans(page.text, phrases)
    if not spans:
        return Snippet("", ())
    first, last = max(spans[0][0] - AROUND, 0), spans[0][1] + AROUND
    shown: list[str] = []
    places: list[int] = [0]  # where each normalised character begins in what is shown
    for index in range(first, min(last, len(page.text))):
        again = index > first and page.offsets[index] == page.offsets[index - 1]
        original = " " if page.text[index] == " " else text[page.offsets[index]]
        shown.append("" if again else original)
        places.append(places[-1] + len(shown[-1]))
    marks = [
        (places[start - first], places[end - first])
        for start, end in spans
        if end - first < len(places)
    ]
    return Snippet("".join(shown), tuple(marks))


def _spans(text: str, phrases: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where phrases stand in a normalised text, in order, none inside another."""
    pattern = "|".join(re.escape(one) for one in sorted(phrases, key=len, reverse=True))
    return [match.span() for match in re.finditer(pattern, text)]


def _condition(filters: Filters) -> tuple[str, tuple[Value, ...]]:
    parts: list[str] = ["TRUE"]
    values: list[Value] = []
    if filters.kind is not None:
        parts.append("p.submission IN (SELECT number FROM submissions WHERE kind = ?)")
        values.append(filters.kind)
    for column, value in (("code", filters.finding), ("severity", filters.severity)):
        if value is not None:
            parts.append(f"p.submission IN (SELECT submission FROM findings WHERE {column} = ?)")
            values.append(value)
    if filters.where is not None:
        sql, more = _expression(filters.where)
        parts.append(sql)
        values.extend(more)
    return " AND ".join(parts), tuple(values)


def _expression(expression: where.Expression) -> tuple[str, tuple[Value, ...]]:
    match expression:
        case where.Comparison():
            return _comparison(expression)
        case where.Not(part):
            sql, values = _expression(part)
            return f"NOT {sql}", values
        case where.All(parts) | where.Some(parts):
            word = " AND " if isinstance(expression, where.All) else " OR "
            compiled = [_expression(part) for part in parts]
            joined = word.join(sql for sql, _ in compiled)
            return f"({joined})", tuple(value for _, values in compiled for value in values)


def _comparison(comparison: where.Comparison) -> tuple[str, tuple[Value, ...]]:
    sql = "p.submission IN (SELECT submission FROM readings WHERE field = ?"
    values: list[Value] = [comparison.field]
    if comparison.year is not None:
        sql += " AND year = ?"
        values.append(comparison.year)
    test, more = _test(comparison)
    return f"{sql} AND {test})", (*values, *more)


def _test(comparison: where.Comparison) -> tuple[str, tuple[Value, ...]]:
    """Return the condition on one row of `readings`; an empty cell meets none."""
    operator, number = comparison.operator, comparison.number
    text = normalise(comparison.value)
    if operator == "~":
        return "instr(text, ?) > 0", (text,)
    if operator == "!~":
        return "instr(text, ?) = 0", (text,)
    if operator == "=":
        return "(number = ? OR text = ?)", (number, text)
    if operator == "!=" and number is None:
        return "(number IS NOT NULL OR text <> ?)", (text,)
    if operator == "!=":
        return "(number <> ? OR text <> ?)", (number, text)
    column = "text" if number is None else "number"
    return f"{column} {operator} ?", (text if number is None else number,)
