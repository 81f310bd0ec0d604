"""The audited figures by scope and year, from the report's statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.records import Audit, Reading, Scope, Statement, StatementKind, StatementRow

from .figures import Figure, figure

YUAN = "元"
KINDS: tuple[StatementKind, ...] = ("balance_sheet", "income_statement", "cash_flow")
SCOPES: dict[Scope, str] = {"consolidated": "合并", "separate": "母公司（单体）"}
Lines = Mapping[str, tuple[Reading | None, Reading | None]]


@dataclass(frozen=True)
class Account:
    """The statements of one scope in one report; column 0 is `year`, column 1 the year before."""

    scope: Scope | None
    year: int | None
    lines: Mapping[StatementKind, Lines]
    statements: tuple[Statement, ...]

    @property
    def name(self) -> str:
        return f"{SCOPES[self.scope]}报表" if self.scope is not None else "报表"

    def column(self, year: int) -> int | None:
        """Return the column that holds a year's figures, None where none does."""
        if self.year is None or self.year - year not in (0, 1):
            return None
        return self.year - year

    def figure(self, kind: StatementKind, line: str, column: int) -> Figure | None:
        """Return a line's audited figure in yuan."""
        pair = self.lines.get(kind, {}).get(line)
        found = figure(pair[column], YUAN) if pair is not None else None
        if found is not None:
            return found
        rows = (row for row in self.rows(kind) if row.line == line)
        return next((f for row in rows if (f := self.cell(row, column))), None)

    def cell(self, row: StatementRow, column: int) -> Figure | None:
        return figure((row.current, row.prior)[column], YUAN)

    def rows(self, kind: StatementKind) -> Iterator[StatementRow]:
        """Yield the statement's printed lines, also those without an id."""
        for statement in self.statements:
            if statement.kind == kind:
                yield from statement.rows

    def is_blank(self, kind: StatementKind, line: str, column: int) -> bool:
        """Tell whether a line counts as zero: not printed, or printed without a figure.

        Only a statement of which every printed line was bound to its figures can tell.
        """
        own = [statement for statement in self.statements if statement.kind == kind]
        if not own or not all(statement.complete for statement in own):
            return False
        return self.figure(kind, line, column) is None

    def is_whole(self, kind: StatementKind) -> bool:
        """Tell whether no printed line can be missing among those read."""
        own = [statement for statement in self.statements if statement.kind == kind]
        return all(statement.complete for statement in own)


def accounts(audit: Audit | None) -> tuple[Account, ...]:
    """Return a report's accounts: the scope and year that its lines are of, then all others."""
    if audit is None:
        return ()
    year = _whole(audit.fiscal_year)
    scope = _scope(audit)
    main = _account(scope, year, audit, _lines(audit))
    groups = dict.fromkeys((s.scope, s.year or year) for s in audit.statements)
    others = [_account(*group, audit, {}) for group in groups if group != (scope, year)]
    return (main, *others)


def _account(
    scope: Scope | None, year: int | None, audit: Audit, lines: Mapping[StatementKind, Lines]
) -> Account:
    own = tuple(s for s in audit.statements if s.scope == scope and (s.year or year) == year)
    return Account(scope, year, lines, own)


def _lines(audit: Audit) -> dict[StatementKind, Lines]:
    return {
        "balance_sheet": audit.balance_sheet,
        "income_statement": audit.income_statement,
        "cash_flow": audit.cash_flow,
    }


def _whole(reading: Reading | None) -> int | None:
    if reading is None:
        return None
    if isinstance(reading.value, str) and reading.value[:4].isdecimal():
        return int(reading.value[:4])
    return int(reading.value) if isinstance(reading.value, int | float) else None


def _scope(audit: Audit) -> Scope | None:
    """Return the scope that the record names, else the only one its statements are of."""
    value = audit.scope.value if audit.scope is not None else None
    for scope in SCOPES:
        if scope == value:
            return scope
    found = {statement.scope for statement in audit.statements}
    return found.pop() if len(found) == 1 else None
