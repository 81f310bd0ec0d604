"""What follows from a record's figures by arithmetic alone, reckoned apart from the rules.

The rules are compared with this, so it shares their data and not their code: each printed figure
stands for all numbers that may have been rounded or cut off to it, and two sides are apart where
no number is common. Where they just touch either answer is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import product

from checks.accounts import Account, accounts
from extract.records import Reading, Record
from extract.statement_lines import Identity
from extract.values import amount
from extract.values.units import MONEY, factor

from .registry import Bed, Mark

SLIPS = (3, 4, 8, -3, -4, -8)  # powers of ten between 元, 千元, 万元 and 亿元
RESEARCH = ("rd_expenses", "research_costs")  # only the first one accuses
_CLOSE = Fraction(1, 1000)
Ends = tuple[Fraction, Fraction]


@dataclass
class Consequences:
    """Marks that follow; of each of `groups` one at least, `open` ones follow or not."""

    marks: set[Mark] = field(default_factory=set)
    open: set[Mark] = field(default_factory=set)
    groups: list[frozenset[Mark]] = field(default_factory=list)

    def say(self, mark: Mark, one: Ends, other: Ends) -> None:
        """Note a mark where two sides are apart."""
        gap = max(one[0], other[0]) - min(one[1], other[1])
        if gap >= 0:
            (self.marks if gap > 0 else self.open).add(mark)

    @property
    def every(self) -> set[Mark]:
        return self.marks | self.open | {mark for group in self.groups for mark in group}


def consequences(bed: Bed, record: Record) -> Consequences:
    """Return all that follows from the figures of a record."""
    found = Consequences()
    books = accounts(record.audit, bed.reference.statements)
    for year in bed.programme.years:
        _shares(bed, record, year, found)
        _parts(bed, record, year, found)
        _audited(bed, record, int(year), books, found)
        _research(bed, record, int(year), books, found)
    _domains(bed, record, found)
    _sums(bed, books, found)
    return found


def ends(reading: Reading | None, unit: str | None) -> Ends | None:
    """Return the numbers that a printed figure may stand for, in yuan where it is money."""
    number, step = _number(reading, unit)
    if number is None:
        return None
    before, behind = (step / 2, step) if number > 0 else (step, step / 2)
    if number == 0:
        before = behind = step
    return number - before, number + behind


def _number(reading: Reading | None, unit: str | None) -> tuple[Fraction | None, Fraction]:
    """Return a figure's number and what its last digit is worth."""
    if reading is None or isinstance(reading.value, bool):
        return None, Fraction(0)
    if not isinstance(reading.value, int | float):
        return None, Fraction(0)
    base = "元" if unit in MONEY else unit
    printed = amount.parse(reading.text, reading.unit or unit)
    value = Fraction(Decimal(repr(reading.value))) * Fraction(factor(unit, base))
    if printed is None:
        exponent = Decimal(repr(reading.value)).normalize().as_tuple().exponent
        places = max(0, -int(exponent))
        return value, Fraction(1, 10**places) * Fraction(factor(unit, base))
    return value, Fraction(printed.step_in(base))


def quotient(part: Ends, whole: Ends) -> Ends | None:
    if whole[0] <= 0 <= whole[1]:
        return None
    found = [one / other for one, other in product(part, whole)]
    return min(found), max(found)


def _of(bed: Bed, record: Record, name: str, year: str) -> Ends | None:
    spec = bed.spec(name)
    return ends(record.reading(name, year), spec.unit) if spec is not None else None


def _shares(bed: Bed, record: Record, year: str, found: Consequences) -> None:
    net, assets = (_of(bed, record, name, year) for name in ("net_assets", "total_assets"))
    stated = _of(bed, record, "debt_ratio", year)
    equity = quotient(net, assets) if net and assets else None
    if stated and equity:
        debt = (100 - 100 * equity[1], 100 - 100 * equity[0])
        found.say(("debt-ratio-inconsistent", year), stated, debt)
    part, whole = (_of(bed, record, f, year) for f in ("service_revenue", "operating_revenue"))
    stated = _of(bed, record, "service_revenue_ratio", year)
    share = quotient(part, whole) if part and whole else None
    if share is None:
        return
    share = (100 * share[0], 100 * share[1])
    if stated:
        found.say(("service-ratio-inconsistent", year), stated, share)
    if year == bed.programme.years[-1] and bed.record.kind == "enterprise":
        least = Fraction(bed.programme.conditions.service_ratio_minimum)
        found.say(("service-ratio-below-threshold", year), share, (least, Fraction(10**6)))


_PARTS = {
    "service_revenue": "operating_revenue",
    "net_assets": "total_assets",
    "industrial_value_added": "gdp",
    "producer_services_value_added": "gdp",
}


def _parts(bed: Bed, record: Record, year: str, found: Consequences) -> None:
    for part, whole in _PARTS.items():
        small, large = (_of(bed, record, name, year) for name in (part, whole))
        if small and large and small[0] >= large[1]:
            found.say(("impossible-value", f"{part}@{year}"), small, large)


def _domains(bed: Bed, record: Record, found: Consequences) -> None:
    for spec in bed.specs:
        for year in bed.programme.years if spec.per_year else (None,):
            one = ends(record.reading(spec.id, year), spec.unit) if spec.type == "number" else None
            key = f"{spec.id}@{year}" if year else spec.id
            if one and spec.non_negative and one[1] <= 0:
                found.say(("impossible-value", key), one, (Fraction(0), Fraction(10**15)))
            if one and spec.maximum is not None:
                limit = Fraction(spec.maximum)
                if one[0] >= limit:
                    found.say(("impossible-value", key), one, (Fraction(-(10**15)), limit))


def _audited(
    bed: Bed, record: Record, year: int, books: tuple[Account, ...], found: Consequences
) -> None:
    """Note the figures of the form that no account of the report has."""
    for source in bed.reference.sources:
        spec = bed.spec(source.field)
        reading = record.reading(source.field, str(year))
        claimed = ends(reading, spec.unit) if spec is not None else None
        number, _ = _number(reading, spec.unit if spec is not None else None)
        first = [
            operand
            for book in books
            if (column := book.column(year)) is not None
            if (operand := book.figure(source.statement, source.line, column)) is not None
        ]
        if claimed is None or number is None or not first:
            continue
        others = [one.reading for one in first]
        for book in books:
            column = book.column(year)
            for _, row in book.rows.get(source.statement, ()) if column is not None else ():
                named = any(variant.label.search(row.label) for variant in source.variants)
                cell = (row.current, row.prior)[column or 0]
                if named and cell is not None:
                    others.append(cell)
        sides = [side for one in others if (side := ends(one, "元")) is not None]
        gaps = [max(claimed[0], side[0]) - min(claimed[1], side[1]) for side in sides]
        if min(gaps) < 0:
            continue
        key = f"{source.field}@{year}"
        slipped = any(
            audited.number
            and abs(number / Fraction(10) ** power - audited.number) <= _CLOSE * abs(audited.number)
            for audited in first
            for power in SLIPS
        )
        mark = ("unit-slip" if slipped else "audit-mismatch", key)
        (found.marks if min(gaps) > 0 else found.open).add(mark)


def _research(
    bed: Bed, record: Record, year: int, books: tuple[Account, ...], found: Consequences
) -> None:
    stated = _of(bed, record, "rd_intensity", str(year))
    if stated is None or bed.record.kind != "enterprise":
        return
    gaps: dict[tuple[int, str], Fraction] = {}
    covering = [(book, column) for book in books if (column := book.column(year)) is not None]
    for place, (book, column) in enumerate(covering):
        whole = book.figure("income_statement", "operating_revenue", column)
        for line in RESEARCH:
            part = book.figure("income_statement", line, column)
            small, large = (ends(one.reading, "元") if one else None for one in (part, whole))
            share = quotient(small, large) if small and large else None
            if share is not None:
                gap = max(stated[0], 100 * share[0]) - min(stated[1], 100 * share[1])
                gaps[place, line] = gap
    if (0, RESEARCH[0]) in gaps and min(gaps.values()) >= 0:
        mark = ("rd-intensity-inconsistent", str(year))
        (found.marks if min(gaps.values()) > 0 else found.open).add(mark)


def _sums(bed: Bed, books: tuple[Account, ...], found: Consequences) -> None:
    """Note the identities that fail: published ones by themselves, of any others one."""
    for kind in ("balance_sheet", "income_statement", "cash_flow"):
        own = [one for one in bed.reference.identities if one.statement == kind]
        failing = {
            identity.key
            for identity in own
            for book in books
            for column in (0, 1)
            if fails(identity, book, column)
        }
        published = failing & set(bed.reference.published)
        found.marks |= {("audit-not-balanced", key) for key in published}
        rest = frozenset(("audit-not-balanced", key) for key in failing - published)
        if rest and published:
            found.open |= rest
        elif rest:
            found.groups.append(rest)


def fails(identity: Identity, book: Account, column: int) -> bool:
    """Tell whether a sum whose every figure is printed does not close within its rounding."""
    size = apart(identity, book, column)
    return size is not None and size > 0


def apart(identity: Identity, book: Account, column: int) -> Fraction | None:
    """Return how far a sum is from closing beyond rounding; None where figures are missing."""
    kind = identity.statement
    if kind == "cash_flow_supplement":
        return None
    if identity.certainty == "complete" and not book.is_understood(kind, column):
        return None
    total = book.figure(kind, identity.total, column)
    found = [(term, book.figure(kind, term.line, column)) for term in identity.terms]
    if total is None or not any(figure for _, figure in found):
        return None
    lacking = [term for term, figure in found if figure is None and not term.optional]
    if lacking and not all(any(book.printed(kind, term.line)) for term in lacking):
        return None
    steps = Fraction(total.amount.step_in("元"))
    fixed, loose = Fraction(total.number), list[Fraction]()
    for term, figure in found:
        if figure is not None:
            steps += Fraction(figure.amount.step_in("元"))
            if term.either_sign:
                loose.append(figure.number)
            else:
                fixed -= term.sign * figure.number
    sums: Iterator[Fraction] = (
        fixed - sum((sign * one for sign, one in zip(signs, loose, strict=True)), Fraction(0))
        for signs in product((1, -1), repeat=len(loose))
    )
    return max(min(abs(one) for one in sums) - steps, Fraction(0))
