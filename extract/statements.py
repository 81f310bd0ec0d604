"""Financial statements line by line: title, unit, period and scope, rows bound to their columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .columns import Column, Period, bind_columns, continued, in_cells, is_amount, periods
from .geometry import Box
from .lines import lines_of
from .pages import Page, Ruling, Word
from .records import Scope, StatementKind
from .statement_labels import match_line
from .statement_lines import LineSpec
from .statement_rows import StatementLineDraft, is_label, rows_of
from .tables import find_tables
from .values.widths import half_width
from .vocabulary import StatementVocabulary

HEADER_HEIGHT = 40.0  # points around the header row where scopes stand
HEADING = 0.4  # of the page's height, above which title, unit and header stand
_YEAR = re.compile(r"(20\d{2})年")
_UNIT = re.compile(r"单位[:：]?(?:人民币)?(百万元|万元|千元|亿元|元)")


@dataclass(frozen=True)
class Figure:
    """A printed figure: the word it stands in."""

    word: Word
    page: Page


@dataclass(frozen=True)
class PrintedLine:
    """One printed line of a statement with its two figures."""

    label: str
    line: str | None  # id of the statement line
    key: str | None  # of the line among all that the statement may print
    page: Page
    box: Box
    current: Figure | None
    prior: Figure | None


@dataclass(frozen=True)
class StatementPage:
    """What one page says of one statement and scope."""

    kind: StatementKind
    scope: Scope | None
    year: int | None
    unit: str
    unit_word: Word | None
    lines: tuple[PrintedLine, ...]
    continued: bool
    columns: tuple[Column, ...] = ()


def read_statements(
    pages: Sequence[Page], kind: StatementKind, words: StatementVocabulary
) -> list[StatementPage]:
    """Return the statements of one kind, page by page, each once for every scope on it."""
    found: list[StatementPage] = []
    last: list[StatementPage] = []
    for before, page in zip([None, *pages], pages, strict=False):
        follows = (
            before is not None and page.file == before.file and page.number == before.number + 1
        )
        last = read_statement_page(page, kind, words, last if follows else ())
        found += last
    return found


def read_statement_page(
    page: Page,
    kind: StatementKind,
    words: StatementVocabulary,
    before: Sequence[StatementPage] = (),
) -> list[StatementPage]:
    """Return a page's statement, once for each scope it prints side by side.

    A page without a header of columns goes on with what the page `before` said of them, of
    the unit and the year.
    """
    header = [w for w in page.words if w.box.y0 < HEADING * page.height]
    amounts = [w for w in page.words if is_amount(w.text)]
    top, found = _header(page, words)
    near = [w for w in header if abs(w.box.center[1] - top) < HEADER_HEIGHT]
    scopes = _scopes(near, words, page.rulings)
    labels = [w.box for w in page.words if w.box.y0 > top and is_label(w)]
    columns = bind_columns([w for w in amounts if w.box.y0 > top], found, scopes, labels)
    title = _title(page, kind, words)
    unit, unit_word = _unit(header)
    scope, year = _scope_of(title, words), _year(header)
    if not columns and before and before[0].columns:
        first = before[0]
        columns = continued(first.columns, amounts)
        unit, unit_word = (unit, unit_word) if unit_word else (first.unit, first.unit_word)
        scope, year = scope or first.scope, year or first.year
    rows = []
    if columns:
        asides = _asides(page, top, words)
        rows = rows_of(page, columns, find_tables(page), asides, top, _bottom(page, words))
    return [
        StatementPage(
            kind=kind,
            scope=own or scope,
            year=year,
            unit=unit,
            unit_word=unit_word,
            lines=tuple(_lines(page, rows, columns, own, words.named(kind))),
            continued="续" in title,
            columns=tuple(columns),
        )
        for own in dict.fromkeys(column.scope for column in columns) or (None,)
    ]


def _header(page: Page, words: StatementVocabulary) -> tuple[float, list[Period]]:
    """Return the bottom of the header row (points) and its period words."""
    best: tuple[float, list[Period]] = (0.0, [])
    for line in lines_of([w for w in page.words if w.box.y0 < HEADING * page.height]):
        found = periods(line.words, words.header)
        if len(found) > len(best[1]):
            best = (line.box.y1, found)
    bottom, found = best
    cells = in_cells([period.box for period in found], page.rulings)
    return bottom, [replace(one, box=cell) for one, cell in zip(found, cells, strict=True)]


def _asides(page: Page, top: float, words: StatementVocabulary) -> list[Box]:
    """Return the header cells of the columns of notes and line numbers."""
    names = (*words.pages.note_headers, *words.pages.line_number_headers)
    return [
        word.box
        for word in page.words
        if word.text in names and abs(word.box.center[1] - top) < HEADER_HEIGHT
    ]


def _scopes(
    header: Sequence[Word], words: StatementVocabulary, rulings: Sequence[Ruling]
) -> list[tuple[Scope, Box]]:
    found: list[tuple[Scope, Box]] = []
    for word in header:
        if word.text in words.header.consolidated:
            found.append(("consolidated", word.box))
        elif word.text in words.header.separate:
            found.append(("separate", word.box))
    if len({scope for scope, _ in found}) < 2:  # noqa: PLR2004
        return []
    cells = in_cells([box for _, box in found], rulings)
    return [(scope, cell) for (scope, _), cell in zip(found, cells, strict=True)]


def _title(page: Page, kind: StatementKind, words: StatementVocabulary) -> str:
    """Return the title's line: the first that holds the statement's name."""
    names = words.titles(kind)
    for line in lines_of(page.words):
        text = unicodedata.normalize("NFKC", line.text).replace(" ", "")
        if any(name in text for name in names):
            return text
    return ""


def _scope_of(title: str, words: StatementVocabulary) -> Scope | None:
    consolidated = any(word in title for word in words.header.consolidated)
    separate = any(word in title for word in words.header.separate)
    if consolidated and separate:
        return None
    return "consolidated" if consolidated else "separate" if separate else None


def _unit(header: Sequence[Word]) -> tuple[str, Word | None]:
    for line in lines_of(header):
        match = _UNIT.search(unicodedata.normalize("NFKC", line.text))
        if match:
            word = next((w for w in line.words if match.group(1) in w.text), line.words[0])
            return match.group(1), word
    return "元", None


def _year(header: Sequence[Word]) -> int | None:
    texts = [half_width(line.text) for line in lines_of(header)]
    return max((int(year) for text in texts for year in _YEAR.findall(text)), default=None)


def _bottom(page: Page, words: StatementVocabulary) -> float:
    """Return where the statement ends: at the line of those who signed it."""
    for line in lines_of(page.words):
        if line.box.y0 > 0.3 * page.height and any(word in line.text for word in words.footers):
            return line.box.y0 - 1
    return page.height


def _lines(
    page: Page,
    rows: Sequence[StatementLineDraft],
    columns: Sequence[Column],
    scope: Scope | None,
    known: Mapping[str, LineSpec],
) -> list[PrintedLine]:
    printed: list[PrintedLine] = []
    waiting: list[Word] = []
    for row in rows:
        own = _without_strays(row.label, known)
        text = "".join(line.text for line in lines_of([*waiting, *own]))
        alone = match_line("".join(line.text for line in lines_of(own)), known)
        key = alone or match_line(text, known)
        heads_section = row.text.endswith((":", "："))
        if not row.figures and (key is None or heads_section):
            waiting = [] if heads_section else row.label
            continue
        used = own if alone else [*waiting, *own]
        waiting = []
        printed.append(_printed(page, row, used, columns, scope, known, key))
    return printed


def _without_strays(label: Sequence[Word], known: Mapping[str, LineSpec]) -> list[Word]:
    """Return a recognised label without letters of a seal behind it.

    Words at its end go where the rest is a known line and the whole is none.
    """
    words = sorted(label, key=lambda word: word.box.x0)
    recognised = any(word.origin == "ocr" for word in words)
    if not recognised or match_line("".join(w.text for w in words), known) is not None:
        return list(label)
    for end in range(len(words) - 1, 0, -1):
        if match_line("".join(word.text for word in words[:end]), known) is not None:
            return words[:end]
    return list(label)


def _printed(
    page: Page,
    row: StatementLineDraft,
    label: Sequence[Word],
    columns: Sequence[Column],
    scope: Scope | None,
    known: Mapping[str, LineSpec],
    key: str | None,
) -> PrintedLine:
    figures = {
        columns[index].role: Figure(word, page)
        for index, word in row.figures.items()
        if columns[index].scope == scope and columns[index].panel == row.panel
    }
    return PrintedLine(
        label="".join(line.text for line in lines_of(label)),
        line=known[key].id if key is not None else None,
        key=known[key].key if key is not None else None,
        page=page,
        box=row.box,
        current=figures.get("current"),
        prior=figures.get("prior"),
    )
