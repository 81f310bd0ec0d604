"""What a person is shown of a page that was found: the passage, and where its hits stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.records import Bbox, Run

from . import layout, logic
from .bigrams import Normalised, normalise_with_offsets
from .database import Database
from .misreadings import one_misread
from .queries import Phrase, Query

AROUND = 30  # characters shown on each side of a hit
MARKED = 200  # hits on a page whose boxes are given
Span = tuple[int, int]


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


def hits(database: Database, pages: Sequence[int], query: Query) -> tuple[Hit, ...]:
    """Return pages by their numbers, with what a query finds on them."""
    pattern = _pattern(query)
    among, values = database.among("p.page_id", pages)
    rows = database.rows(
        "SELECT p.page_id, s.id, p.file, p.page, p.type, p.text, p.boxes FROM pages p"
        f" JOIN submissions s ON s.number = p.submission WHERE {among}",
        values,
    )
    found = {row[0]: _hit(*row[1:], pattern=pattern) for row in rows}
    return tuple(found[page] for page in pages if page in found)


def stands(text: str, query: Query) -> bool:
    """Tell whether a normalised text is one that a query finds."""
    match query:
        case logic.One(phrase):
            return re.search(_marked(phrase), text) is not None
        case logic.Not(part):
            return not stands(text, part)
        case logic.All(parts):
            return all(stands(text, part) for part in parts)
        case logic.Some(parts):
            return any(stands(text, part) for part in parts)


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


def _marked(phrase: Phrase) -> str:
    return one_misread(phrase.text) if phrase.misread else re.escape(phrase.text)


def _pattern(query: Query) -> re.Pattern[str]:
    """Return what is marked on a page: the phrases that make it a hit, the longest first."""
    wanted = sorted(set(logic.leaves(query)), key=lambda one: -len(one.text))
    return re.compile("|".join(map(_marked, wanted)) or r"(?!)")


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
