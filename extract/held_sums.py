"""Figures that stand in a sum which holds: such a figure is hardly misread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import product

from .records import Audit, Reading, Statement
from .statement_labels import match_line
from .statement_lines import Identity, Term
from .values import units
from .vocabulary import Vocabulary

STEP = Decimal("0.01")  # of a printed figure, in the unit of its statement
FEWEST = 2  # terms that make a sum: a total that repeats its only part proves little
Column = Mapping[str, Reading]  # by the line's key
Signed = tuple[tuple[int, Reading], ...]


def figures_in_held_sums(audit: Audit, vocabulary: Vocabulary) -> Iterator[Reading]:
    """Yield the figures of a report's statements that an identity bears out."""
    for statement in audit.statements:
        sums = [one for one in vocabulary.identities if one.statement == statement.kind]
        step = STEP * units.factor(statement.unit, "元")
        for column in _columns(statement, vocabulary):
            for identity in sums:
                yield from _borne_out(identity, column, step)


def _columns(statement: Statement, vocabulary: Vocabulary) -> tuple[Column, Column]:
    """Return the readable figures of both columns; of a line printed twice the first."""
    known = vocabulary.statements.named(statement.kind)
    current: dict[str, Reading] = {}
    prior: dict[str, Reading] = {}
    for row in statement.rows:
        wording = match_line(row.label, known)
        for column, figure in ((current, row.current), (prior, row.prior)):
            if wording is not None and figure is not None and isinstance(figure.value, int | float):
                column.setdefault(known[wording].key, figure)
    return current, prior


def _borne_out(identity: Identity, column: Column, step: Decimal) -> list[Reading]:
    """Return the figures of a sum that holds to the printed digits, nothing for another."""
    total = column.get(identity.total)
    terms = [term for term in identity.terms if term.line in column]
    lacking = any(not term.optional and term.line not in column for term in identity.terms)
    if total is None or lacking or len(terms) < FEWEST:
        return []
    leeway = step * len(terms) / 2 if step > STEP else Decimal(0)
    for signed in _signings(terms, column):
        rest = _number(total) - sum(sign * _number(figure) for sign, figure in signed)
        if abs(rest) <= leeway:
            return [total, *(figure for _, figure in signed if figure.value)]
    return []


def _signings(terms: Iterable[Term], column: Column) -> Iterator[Signed]:
    choices = [(term.sign, -term.sign) if term.either_sign else (term.sign,) for term in terms]
    figures = [column[term.line] for term in terms]
    for signs in product(*choices):
        yield tuple(zip(signs, figures, strict=True))


def _number(figure: Reading) -> Decimal:
    assert isinstance(figure.value, int | float)
    return Decimal(repr(figure.value))
