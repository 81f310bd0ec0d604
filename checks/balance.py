"""Identities of the audit report's statements, tested by intervals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from extract.records import StatementKind
from extract.statement_lines import Identity, Term

from . import intervals
from .accounts import KINDS, Account
from .causes import Comparison
from .figures import Figure
from .intervals import Interval

_FEWEST = 2  # lines that make a section's sum worth a test


@dataclass(frozen=True)
class Balance:
    """An identity with the figures of one column: its total and its signed, printed parts."""

    total: Figure
    parts: tuple[tuple[int, Figure], ...]
    lines: tuple[str, ...] = ()  # of the parts

    @property
    def holds(self) -> bool:
        return self.total.interval.intersects(
            intervals.total((sign, part.interval) for sign, part in self.parts)
        )

    def holds_with(self, figures: Sequence[Figure]) -> bool:
        """Tell whether the sum would hold with other figures, the total first, then its parts."""
        signs = [sign for sign, _ in self.parts]
        return Balance(figures[0], tuple(zip(signs, figures[1:], strict=True))).holds

    @property
    def difference(self) -> float:
        """Return total minus sum, in yuan."""
        return float(self.total.number - sum(sign * part.number for sign, part in self.parts))

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (self.total, *(part for _, part in self.parts))


def balance(
    account: Account, identity: Identity, column: int, *, settled: bool = False
) -> Balance | None:
    """Return an identity's figures in one column; None where an operand is missing.

    Of the signs that the data leave open those are taken that close it, if any do. One that
    fails is returned only where no term can have been overlooked, or where that is `settled`.
    """
    kind = statement_of(identity)
    total = account.figure(kind, identity.total, column) if kind is not None else None
    if kind is None or total is None:
        return None
    found = [(term, account.figure(kind, term.line, column)) for term in identity.terms]
    for term, figure in found:
        if figure is None and _is_missing(account, kind, term, column, total):
            return None
    parts = [(term, figure) for term, figure in found if figure is not None]
    if len(parts) < (_FEWEST if identity.certainty == "complete" else 1):
        return None
    lines = tuple(term.line for term, _ in parts)
    tested = [Balance(total, signed, lines) for signed in _signings(parts)]
    best = next((one for one in tested if one.holds), tested[0])
    if best.holds or settled:
        return best
    if _is_overlooked(best, account, kind, column):
        return None
    return best if _may_accuse(account, identity, kind, column, total) else None


def _is_missing(
    account: Account, kind: StatementKind, term: Term, column: int, total: Figure
) -> bool:
    """Tell whether a line without a known figure may have one: it is printed and not made out."""
    if account.is_unread(kind, term.line, column):
        return True
    return not term.optional and not account.is_blank(kind, term.line, total)


def _is_overlooked(failed: Balance, account: Account, kind: StatementKind, column: int) -> bool:
    """Tell whether lines whose labels we do not know, one or two, are just what a sum lacks."""
    lacking = failed.total.interval - intervals.total((s, p.interval) for s, p in failed.parts)
    unknown = account.unknown(kind, column)
    parts: list[tuple[Interval, ...]] = [(one.interval,) for one in unknown]
    parts += [(one.interval, two.interval) for one, two in combinations(unknown, 2)]
    return any(
        lacking.intersects(intervals.total((sign, interval) for interval in some))
        for some in parts
        for sign in (1, -1)
    )


def statement_of(identity: Identity) -> StatementKind | None:
    """Return the statement whose lines a record holds, None for a supplement."""
    return next((kind for kind in KINDS if kind == identity.statement), None)


def _signings(parts: list[tuple[Term, Figure]]) -> Iterator[tuple[tuple[int, Figure], ...]]:
    choices = [(term.sign, -term.sign) if term.either_sign else (term.sign,) for term, _ in parts]
    for signs in product(*choices):
        yield tuple((sign, figure) for sign, (_, figure) in zip(signs, parts, strict=True))


def _may_accuse(
    account: Account, identity: Identity, kind: StatementKind, column: int, total: Figure
) -> bool:
    """Tell whether no term can have been overlooked where the sum does not close.

    A line that is left out at will may have been missed on a scan; that the other column closes
    without it speaks against that. A whole section's sum needs every printed figure known by its
    label, and to close in the other column: else it is our understanding of the form that fails.
    """
    beside = balance(account, identity, 1 - column, settled=True)
    closes = beside is not None and beside.holds
    if identity.certainty == "complete":
        return closes and account.is_understood(kind, column)
    certain = total.reading.origin == "text" or kind in account.complete
    return certain or closes or not any(term.optional for term in identity.terms)


def supported(identities: Iterable[Identity], comparison: Comparison) -> bool:
    """Tell whether an identity that holds contains the audited figure of a comparison."""
    source, account = comparison.source, comparison.account
    column = account.column(comparison.year)
    for identity in identities:
        lines = (identity.total, *(term.line for term in identity.terms))
        if column is not None and identity.statement == source.statement and source.line in lines:
            tested = balance(account, identity, column)
            if tested is not None and tested.holds:
                return True
    return False
