"""Figures of a recognised statement that were bound to the row above or below their own.

A column that leans against its labels is read a row too high or too low, mostly from some place
on. Nothing may be said of an applicant by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from extract.records import Reading, StatementKind
from extract.statement_lines import Identity

from .accounts import Account
from .balance import Balance, balance, statement_of
from .figures import Figure
from .misreadings import RECOGNISED

_STEPS = (-1, 1, -2, 2)  # rows
_HEADING_ENDS = (":", "：")
_HALF_EMPTY = 0.35  # share of rows
_LEAST_ROWS = 12
_FEWEST = 2  # figures of a sum that stand elsewhere: a single one may be an edit beside its copy


def is_displaced(account: Account, identity: Identity, failed: Balance, column: int) -> bool:
    """Tell whether a sum that fails closes with figures of neighbouring rows.

    All its figures are moved by as many rows, or all behind some place.
    """
    kind = statement_of(identity)
    if kind is None or all(one.reading.origin not in RECOGNISED for one in failed.figures):
        return False
    lines = (identity.total, *failed.lines)
    places = [_place(account, kind, line) for line in lines]
    known = [place for place in places if place is not None]
    if len(known) < len(lines):
        return False
    for step, first in product(_STEPS, sorted(set(known))):
        moved = [place + step if place >= first else place for place in known]
        enough = sum(place >= first for place in known) >= _FEWEST
        if not enough or len(set(moved)) < len(moved):
            continue
        there = _figures(account, kind, moved, column)
        pairs = zip(moved, known, there, failed.figures, strict=True)
        figures = [old if place == before else new for place, before, new, old in pairs]
        found = [figure for figure in figures if figure is not None and figure.number]
        if len(found) == len(figures) and failed.holds_with(found):
            return True
    return False


def is_column_displaced(
    account: Account, kind: str, column: int, identities: Iterable[Identity]
) -> bool:
    """Tell whether a statement's column shows that its recognised figures are not its rows' own.

    A heading has a figure, most rows have one in one column only, or a sum closes a row off.
    """
    if _has_headed_figure(account, kind, column) or _is_lopsided(account, kind):
        return True
    sums = ((one, balance(account, one, column)) for one in identities if one.statement == kind)
    return any(
        found is not None and not found.holds and is_displaced(account, identity, found, column)
        for identity, found in sums
    )


def _has_headed_figure(account: Account, kind: str, column: int) -> bool:
    return any(
        label.endswith(_HEADING_ENDS) and cells[column] is not None
        for label, cells in _recognised(account, kind)
    )


def _is_lopsided(account: Account, kind: str) -> bool:
    """Tell whether many rows have a figure in one column only, as where the other was not found."""
    filled = [[cell is not None for cell in cells] for _, cells in _recognised(account, kind)]
    halves = sum(any(row) and not all(row) for row in filled)
    return halves > _HALF_EMPTY * max(sum(any(row) for row in filled), _LEAST_ROWS)


def _recognised(
    account: Account, kind: str
) -> Iterator[tuple[str, tuple[Reading | None, Reading | None]]]:
    """Yield the labels and cells of rows with any recognised figure."""
    for statement, rows in account.rows.items():
        for _, row in rows if statement == kind else ():
            cells = (row.current, row.prior)
            if any(cell is not None and cell.origin in RECOGNISED for cell in cells):
                yield row.label.strip(), cells


def beside(account: Account, kind: StatementKind, line: str, column: int) -> Iterator[Figure]:
    """Yield the figures one row above and below a line's."""
    place = _place(account, kind, line)
    if place is not None:
        for figure in _figures(account, kind, (place - 1, place + 1), column):
            if figure is not None:
                yield figure


def _place(account: Account, kind: StatementKind, line: str) -> int | None:
    names = (line, *account.stand_ins.get(line, ()))
    rows = account.rows.get(kind, ())
    return next((at for name in names for at, (key, _) in enumerate(rows) if key == name), None)


def _figures(
    account: Account, kind: StatementKind, places: Sequence[int], column: int
) -> Iterator[Figure | None]:
    rows = account.rows.get(kind, ())
    for place in places:
        yield account.cell(rows[place][1], column) if 0 <= place < len(rows) else None
