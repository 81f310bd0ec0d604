"""Full text and conditions together: which pages of which submissions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.records import Bbox, Run

from . import layout, logic, queries
from .bigrams import Normalised, normalise, normalise_with_offsets
from .conditions import ALL, Filters, condition
from .database import Database
from .decisions import UNDECIDED
from .errors import QueryError
from .indexing import PAGE_BITS
from .misreadings import one_misread
from .queries import Phrase, Query

AROUND = 30  # characters shown on each side of a hit
MARKED = 200  # hits on a page whose boxes are given
Span = tuple[int, int]

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


@dataclass(frozen=True)
class Snippet:
    """A passage of a page and the (start, end) of each hit in it."""

    text: str
    marks: tuple[Span, ...]


@dataclass(frozen=True)
class Hit:
    """A page that was found; `boxes` are where the hits stand on it, as displayed, in points."""

    submission: str
    file: str
    page: int
    type: str
    snippet: Snippet
    boxes: tuple[Bbox, ...]


@dataclass(frozen=True)
class Facets:
    """How many submissions there are of each kind, district …, the most frequent first.

    A submission counts once for each value it has; one without any value counts for none.
    """

    kind: tuple[tuple[str, int], ...] = ()
    district: tuple[tuple[str, int], ...] = ()
    firm: tuple[tuple[str, int], ...] = ()
    finding: tuple[tuple[str, int], ...] = ()
    severity: tuple[tuple[str, int], ...] = ()
    decision: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Hits:
    """Some of the pages found, and how many there are on how many submissions."""

    hits: tuple[Hit, ...]
    total: int
    submissions: int
    facets: Facets


@dataclass(frozen=True)
class Search:
    """What is asked for.

    `sort` is a field as in conditions, or one of `id kind district firm pages filed severity`,
    with `-` in front for the largest first; without it pages come in the order of filing. With
    `misread` a phrase of four characters or more is also found with one character misread.
    """

    query: str
    filters: Filters = ALL
    sort: str = ""
    misread: bool = False
    limit: int = 50
    offset: int = 0
    facets: bool = False


def search(database: Database, asked: Search) -> Hits:
    """Return the pages that a query finds in the submissions that meet the conditions."""
    query = queries.parse(asked.query)
    if asked.misread:
        query, exact = queries.misread(query), query
        found = _misread_pages(database, query, exact)
    else:
        found = database.pages_with(query)
    if asked.filters != ALL:
        allowed = set(_numbers(database, asked.filters))
        found = [page for page in found if page >> PAGE_BITS in allowed]
    mine = list(dict.fromkeys(page >> PAGE_BITS for page in found))
    if asked.sort:
        places = {number: place for place, number in enumerate(_sorted(database, mine, asked.sort))}
        found.sort(key=lambda page: (places[page >> PAGE_BITS], page))
    pattern = _pattern(query)
    shown = found[asked.offset : asked.offset + asked.limit]
    return Hits(
        hits=_hits(database, shown, pattern),
        total=len(found),
        submissions=len(mine),
        facets=_facets(database, mine) if asked.facets else Facets(),
    )


def matching(database: Database, filters: Filters, sort: str = "") -> tuple[str, ...]:
    """Return the ids of the submissions that meet the conditions, sorted, else by id."""
    numbers = _sorted(database, _numbers(database, filters), sort or "id")
    names: dict[int, str] = dict(database.rows("SELECT number, id FROM submissions"))
    return tuple(names[number] for number in numbers)


def _misread_pages(database: Database, query: Query, exact: Query) -> list[int]:
    """Return the numbers of the pages that a query with misread phrases finds, in order.

    What the index finds for such a phrase may not have it, so the texts are looked at; but for
    those that have the phrases as they were asked for, where nothing must not stand.
    """
    certain = set() if queries.denies(query) else set(database.pages_with(exact))
    candidates = database.pages_with(queries.without_denials(query))
    doubtful = [page for page in candidates if page not in certain]
    certain.update(
        page for page, text in database.texts(doubtful) if _stands(normalise(text), query)
    )
    return sorted(certain)


def facets(database: Database, filters: Filters) -> Facets:
    """Count the values of each facet over the submissions that meet the conditions."""
    return _facets(database, _numbers(database, filters))


def _facets(database: Database, numbers: Sequence[int]) -> Facets:
    among, values = database.among("number", numbers)
    columns = database.rows(f"SELECT kind, district, firm FROM submissions WHERE {among}", values)
    kinds, districts, firms = (_counted(row[i] for row in columns) for i in range(3))
    among, values = database.among("f.submission", numbers)
    codes = database.rows(
        f"SELECT DISTINCT f.submission, f.code FROM findings f WHERE {among}", values
    )
    severities = database.rows(
        f"SELECT DISTINCT f.submission, f.severity FROM findings f WHERE {among}", values
    )
    decisions = database.rows(
        "SELECT DISTINCT f.submission, d.verdict FROM findings f LEFT JOIN decisions d"
        " ON d.submission = f.submission AND d.code = f.code AND d.key = f.key"
        f" WHERE {among}",
        values,
    )
    return Facets(
        kind=kinds,
        district=districts,
        firm=firms,
        finding=_counted(code for _, code in codes),
        severity=_counted(severity for _, severity in severities),
        decision=_counted(verdict or UNDECIDED for _, verdict in decisions),
    )


def snippet(text: str, spans: Sequence[Span], page: Normalised) -> Snippet:
    """Return the passage around the first hit, as printed but without line breaks."""
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


def _numbers(database: Database, filters: Filters) -> list[int]:
    sql, values = condition(database, filters)
    return [
        row[0] for row in database.rows(f"SELECT s.number FROM submissions s WHERE {sql}", values)
    ]


def _sorted(database: Database, numbers: Sequence[int], sort: str) -> list[int]:
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


def _stands(text: str, query: Query) -> bool:
    match query:
        case logic.One(phrase):
            return re.search(_marked(phrase), text) is not None
        case logic.Not(part):
            return not _stands(text, part)
        case logic.All(parts):
            return all(_stands(text, part) for part in parts)
        case logic.Some(parts):
            return any(_stands(text, part) for part in parts)


def _marked(phrase: Phrase) -> str:
    return one_misread(phrase.text) if phrase.misread else re.escape(phrase.text)


def _pattern(query: Query) -> re.Pattern[str]:
    """Return what is marked on a page: the phrases that make it a hit, the longest first."""
    wanted = sorted(set(logic.leaves(query)), key=lambda one: -len(one.text))
    return re.compile("|".join(map(_marked, wanted)) or r"(?!)")


def _hits(database: Database, pages: Sequence[int], pattern: re.Pattern[str]) -> tuple[Hit, ...]:
    among, values = database.among("p.page_id", pages)
    rows = database.rows(
        "SELECT p.page_id, s.id, p.file, p.page, p.type, p.text, p.boxes FROM pages p"
        f" JOIN submissions s ON s.number = p.submission WHERE {among}",
        values,
    )
    found = {row[0]: _hit(*row[1:], pattern=pattern) for row in rows}
    return tuple(found[page] for page in pages)


def _hit(
    submission: str,
    file: str,
    page: int,
    type: str,
    text: str,
    boxes: bytes,
    *,
    pattern: re.Pattern[str],
) -> Hit:
    normalised = normalise_with_offsets(text)
    spans = [match.span() for match in pattern.finditer(normalised.text)]
    return Hit(
        submission=submission,
        file=file,
        page=page,
        type=type,
        snippet=snippet(text, spans, normalised),
        boxes=_boxes(text, layout.unpack(boxes), spans[:MARKED], normalised),
    )


def _boxes(
    text: str, runs: Sequence[Run], spans: Iterable[Span], page: Normalised
) -> tuple[Bbox, ...]:
    return tuple(
        box
        for start, end in spans
        for box in layout.boxes(text, runs, page.offsets[start], page.offsets[end - 1] + 1)
    )


def _counted(values: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
    counts = Counter(value for value in values if value is not None)
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
