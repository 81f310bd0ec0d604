"""The audited figures by scope and year, from the report's statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.records import Audit, Reading, Scope, Statement, StatementKind, StatementRow
from extract.statement_lines import StatementSpec

from .figures import Figure, figure
from .rows import KeyedRow, keyed_rows

YUAN = "元"
_ALIKE = 0.8  # share of a statement's figures with the same decimals that makes it the rule
KINDS: tuple[StatementKind, ...] = ("balance_sheet", "income_statement", "cash_flow")
SCOPES: dict[Scope, str] = {"consolidated": "合并", "separate": "母公司（单体）"}
Lines = Mapping[str, tuple[Reading | None, Reading | None]]


@dataclass(frozen=True)
class Account:
    """The statements of one scope in one report; column 0 is `year`, column 1 the year before.

    `lines` are the published ones where the record names this scope and year; `rows` is every
    printed row with the key of its line.
    """

    scope: Scope | None
    year: int | None
    lines: Mapping[StatementKind, Lines]
    rows: Mapping[StatementKind, tuple[KeyedRow, ...]]
    complete: frozenset[StatementKind]  # every printed row was bound to its figures
    stand_ins: Mapping[str, tuple[str, ...]]  # lines that answer one which is not printed

    @property
    def name(self) -> str:
        return f"{SCOPES[self.scope]}报表" if self.scope is not None else "报表"

    def column(self, year: int) -> int | None:
        """Return the column that holds a year's figures, None where none does."""
        if self.year is None or self.year - year not in (0, 1):
            return None
        return self.year - year

    def figure(self, kind: StatementKind, line: str, column: int) -> Figure | None:
        """Return a line's audited figure in yuan; a dash is zero, a blank is none."""
        pair = self.lines.get(kind, {}).get(line)
        found = self._figure(pair[column]) if pair is not None else None
        names = (line, *self.stand_ins.get(line, ()))
        rows = (row for name in names for row in self.printed(kind, name))
        return found or next((f for row in rows if (f := self.cell(row, column))), None)

    def cell(self, row: StatementRow, column: int) -> Figure | None:
        return self._figure((row.current, row.prior)[column])

    def printed(self, kind: StatementKind, line: str) -> Sequence[StatementRow]:
        return self._printed.get((kind, line), ())

    def _figure(self, reading: Reading | None) -> Figure | None:
        """Return a reading's figure, which many sums ask for again."""
        known = self._known
        if id(reading) not in known:
            known[id(reading)] = figure(reading, YUAN)
        return known[id(reading)]

    @cached_property
    def _known(self) -> dict[int, Figure | None]:
        return {}

    @cached_property
    def _printed(self) -> dict[tuple[StatementKind, str], list[StatementRow]]:
        found: dict[tuple[StatementKind, str], list[StatementRow]] = {}
        for kind, rows in self.rows.items():
            for key, row in rows:
                if key is not None:
                    found.setdefault((kind, key), []).append(row)
        return found

    def is_understood(self, kind: StatementKind, column: int) -> bool:
        """Tell whether every figure printed in a column was read and its line is known."""
        printed = [
            (key, row)
            for key, row in self.rows.get(kind, ())
            if (row.current, row.prior)[column] is not None
        ]
        known = (key is not None and self.cell(row, column) is not None for key, row in printed)
        return bool(printed) and all(known)

    def is_ragged(self, kind: StatementKind, figure: Figure) -> bool:
        """Tell whether a recognised figure has other decimals than its statement: part of it is lost."""
        usual = self._decimals.get(kind)
        if figure.reading.origin == "text" or usual is None or figure.number == 0:
            return False
        return figure.amount.decimals != usual

    @cached_property
    def _decimals(self) -> dict[StatementKind, int]:
        """Return the decimals that most of a statement's figures have, where they are alike."""
        found: dict[StatementKind, int] = {}
        for kind, rows in self.rows.items():
            cells = (self.cell(row, column) for _, row in rows for column in (0, 1))
            counts = Counter(cell.amount.decimals for cell in cells if cell and cell.number)
            (most, times), *_ = counts.most_common(1) or [(0, 0)]
            if times >= _ALIKE * counts.total() > 0:
                found[kind] = most
        return found

    def unknown(self, kind: StatementKind, column: int) -> list[Figure]:
        """Return a column's figures, other than zero, beside labels that are not known."""
        rows = (row for key, row in self.rows.get(kind, ()) if key is None)
        found = (self.cell(row, column) for row in rows)
        return [figure for figure in found if figure is not None and figure.number != 0]

    def is_unread(self, kind: StatementKind, line: str, column: int) -> bool:
        """Tell whether a figure is printed on a line that could not be made out."""
        pair = self.lines.get(kind, {}).get(line, (None, None))
        printed = [pair, *((row.current, row.prior) for row in self.printed(kind, line))]
        readings = [found for both in printed if (found := both[column]) is not None]
        return bool(readings) and all(reading.value is None for reading in readings)

    def is_blank(self, kind: StatementKind, line: str, beside: Figure) -> bool:
        """Tell whether a line without a figure counts as zero.

        It does where its label was read and nothing stands beside it, on a page whose text
        needs no recognising, or where the whole statement was read and has no such line.
        """
        if kind in self.complete:
            return True
        return beside.reading.origin == "text" and any(self.printed(kind, line))


def accounts(audit: Audit | None, specs: Sequence[StatementSpec] = ()) -> tuple[Account, ...]:
    """Return a report's accounts: the scope and year that its lines are of, then all others."""
    if audit is None:
        return ()
    year, scope = _year(audit), _scope(audit)
    groups = dict.fromkeys((s.scope, s.year or year) for s in audit.statements)
    main = _account(audit, scope, year, specs, _lines(audit))
    others = [_account(audit, *group, specs, {}) for group in groups if group != (scope, year)]
    return (main, *others)


def _account(
    audit: Audit,
    scope: Scope | None,
    year: int | None,
    specs: Sequence[StatementSpec],
    lines: Mapping[StatementKind, Lines],
) -> Account:
    rows: dict[StatementKind, tuple[KeyedRow, ...]] = {}
    complete: set[StatementKind] = set()
    own = [s for s in audit.statements if s.scope == scope and (s.year or _year(audit)) == year]
    for kind in KINDS:
        statements = [statement for statement in own if statement.kind == kind]
        spec = next((spec for spec in specs if spec.kind == kind), None)
        rows[kind] = tuple(keyed_rows(_rows(statements), spec))
        if statements and all(statement.complete for statement in statements):
            complete.add(kind)
    return Account(scope, year, lines, rows, frozenset(complete), _stand_ins(specs))


def _stand_ins(specs: Sequence[StatementSpec]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in (line for spec in specs for line in spec.lines if line.stands_for):
        found[line.stands_for or ""] = (*found.get(line.stands_for or "", ()), line.key)
    return found


def _rows(statements: Sequence[Statement]) -> Iterator[StatementRow]:
    for statement in statements:
        yield from statement.rows


def _lines(audit: Audit) -> dict[StatementKind, Lines]:
    return {
        "balance_sheet": audit.balance_sheet,
        "income_statement": audit.income_statement,
        "cash_flow": audit.cash_flow,
    }


def _year(audit: Audit) -> int | None:
    value = audit.fiscal_year.value if audit.fiscal_year is not None else None
    if isinstance(value, str):
        return int(value[:4]) if value[:4].isdecimal() else None
    return int(value) if isinstance(value, int | float) else None


def _scope(audit: Audit) -> Scope | None:
    """Return the scope that the record names, else the only one its statements are of."""
    value = audit.scope.value if audit.scope is not None else None
    for scope in SCOPES:
        if scope == value:
            return scope
    found = {statement.scope for statement in audit.statements}
    return found.pop() if len(found) == 1 else None
