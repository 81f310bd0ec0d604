"""Which line of its statement each printed row is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from extract.records import StatementRow
from extract.statement_labels import match_line
from extract.statement_lines import LineSpec, StatementSpec

KeyedRow = tuple[str | None, StatementRow]


def keyed_rows(rows: Iterable[StatementRow], spec: StatementSpec | None) -> Iterator[KeyedRow]:
    """Yield each row with the key of its line, None for a label that no line has.

    A wording that a line shares with a 其中 line is the latter where it follows its parent.
    """
    named = spec.named() if spec is not None else {}
    wordings: Mapping[str, str | None] = dict.fromkeys(named)
    parent: str | None = None
    for row in rows:
        wording = match_line(row.label, wordings)
        line = _line(named[wording], parent) if wording is not None else None
        yield (line.key if line is not None else row.line), row
        if line is not None and not line.detail:
            parent = line.key


def _line(lines: tuple[LineSpec, ...], parent: str | None) -> LineSpec:
    for line in lines:
        if line.detail and line.detail_of == parent:
            return line
    return next((line for line in lines if not line.detail), lines[0])
