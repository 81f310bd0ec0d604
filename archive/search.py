"""Full text and conditions together: which pages of which submissions."""

from __future__ import annotations

from dataclasses import dataclass

from . import passages, queries
from .bigrams import normalise
from .conditions import ALL, Filters, condition
from .database import Database
from .facets import Facets, facets_of
from .indexing import PAGE_BITS
from .ordering import ordered
from .passages import Hit
from .queries import Query


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
        places = {number: place for place, number in enumerate(ordered(database, mine, asked.sort))}
        found.sort(key=lambda page: (places[page >> PAGE_BITS], page))
    shown = found[asked.offset : asked.offset + asked.limit]
    return Hits(
        hits=passages.hits(database, shown, query),
        total=len(found),
        submissions=len(mine),
        facets=facets_of(database, mine) if asked.facets else Facets(),
    )


def matching(database: Database, filters: Filters, sort: str = "") -> tuple[str, ...]:
    """Return the ids of the submissions that meet the conditions, sorted, else by id."""
    numbers = ordered(database, _numbers(database, filters), sort or "id")
    names: dict[int, str] = dict(database.rows("SELECT number, id FROM submissions"))
    return tuple(names[number] for number in numbers)


def facets(database: Database, filters: Filters) -> Facets:
    """Count the values of each facet over the submissions that meet the conditions."""
    return facets_of(database, _numbers(database, filters))


def _misread_pages(database: Database, query: Query, exact: Query) -> list[int]:
    """Return the numbers of the pages that a query with misread phrases finds, in order.

    What the index finds for such a phrase may not have it, so the texts are looked at; but for
    those that have the phrases as they were asked for, where nothing must not stand.
    """
    certain = set() if queries.denies(query) else set(database.pages_with(exact))
    candidates = database.pages_with(queries.without_denials(query))
    doubtful = [page for page in candidates if page not in certain]
    certain.update(
        page for page, text in database.texts(doubtful) if passages.stands(normalise(text), query)
    )
    return sorted(certain)


def _numbers(database: Database, filters: Filters) -> list[int]:
    sql, values = condition(database, filters)
    return [
        row[0] for row in database.rows(f"SELECT s.number FROM submissions s WHERE {sql}", values)
    ]
