"""Identities of the audit report's statements, tested by intervals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.statement_labels import line_key

from . import intervals
from .accounts import Account
from .causes import Comparison
from .figures import Figure
from .intervals import Interval
from .reference import Identity, Term


@dataclass(frozen=True)
class Balance:
    """An identity with the figures of one column: its total and its signed, printed parts."""

    total: Figure
    parts: tuple[tuple[int, Figure], ...]

    @property
    def holds(self) -> bool:
        return self.total.interval.intersects(self._sum)

    @property
    def difference(self) -> float:
        """Return total minus sum, in yuan."""
        return float(self.total.number - sum(sign * part.number for sign, part in self.parts))

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (self.total, *(part for _, part in self.parts))

    @property
    def _sum(self) -> Interval:
        return intervals.total((sign, part.interval) for sign, part in self.parts)


def balance(account: Account, identity: Identity, column: int) -> Balance | None:
    """Return an identity's figures in one column; None where an operand is missing.

    A part counts as zero where the statement was read whole and does not print it.
    """
    total = account.figure(identity.statement, identity.total, column)
    parts: list[tuple[int, Figure]] = []
    for term in identity.parts:
        found = account.figure(identity.statement, term.line, column)
        if found is not None:
            parts.append((term.sign, found))
        elif not account.is_blank(identity.statement, term.line, column):
            return None
    if total is None or not parts:
        return None
    parts += _optional(account, identity, column)
    tested = Balance(total, tuple(parts))
    if identity.optional and not tested.holds and not account.is_whole(identity.statement):
        return None
    return tested


def _optional(account: Account, identity: Identity, column: int) -> list[tuple[int, Figure]]:
    found = ((t.sign, _labelled(account, identity, t, column)) for t in identity.optional)
    return [(sign, figure) for sign, figure in found if figure is not None]


def _labelled(account: Account, identity: Identity, term: Term, column: int) -> Figure | None:
    keys = {line_key(label) for label in term.labels}
    for row in account.rows(identity.statement):
        if row.line == term.line or line_key(row.label) in keys:
            return account.cell(row, column)
    return None


def supported(identities: Iterable[Identity], comparison: Comparison) -> bool:
    """Tell whether an identity that holds contains the audited figure of a comparison."""
    source, account = comparison.source, comparison.account
    column = account.column(comparison.year)
    own = [i for i in identities if i.statement == source.statement and source.line in i.lines]
    tests = (balance(account, i, column) for i in own) if column is not None else ()
    return any(test is not None and test.holds for test in tests)
