"""Figures that are right though they are printed otherwise or come from elsewhere."""

from __future__ import annotations

from decimal import Decimal

from checks.accounts import Account, accounts
from extract.records import Reading, Record, Statement, StatementRow

from .changes import with_audit, with_field
from .form import Spot, audited, ratios_again, spots
from .prints import Rounding, print_of
from .registry import COMPANIES, Bed, Planted, plant

# Where other statements are meant, or a figure is reprinted, the body still says the first one.
BODY = frozenset({("narrative-contradiction", "*")})


def _audited_number(bed: Bed, spot: Spot) -> Decimal | None:
    """Return the audited figure of a spot of the form, in the unit it is printed in there."""
    spec, year, printed = spot
    source = next((s for s in bed.reference.sources if s.field == spec.id), None)
    for book in accounts(bed.record.audit, bed.reference.statements):
        column = book.column(int(year)) if year else None
        if source is None or column is None:
            continue
        found = book.figure(source.statement, source.line, column)
        if found is not None:
            return found.amount.exactly_in(spec.unit) / printed.scale
    return None


def _reprinted(bed: Bed, decimals: int, rounding: Rounding) -> Planted | None:
    """Reprint every audited figure of the form of one year, and its shares after them."""
    record, years = bed.record, set[str]()
    for spot in audited(bed):
        spec, year, printed = spot
        number = _audited_number(bed, spot)
        if number is None or year is None:
            continue
        if abs(float(number) - float(printed.number)) > 2 * float(printed.step):
            continue  # taken from other statements than the first
        record = with_field(record, spec.id, printed.rounded(number, decimals, rounding), year)
        years.add(year)
    record = ratios_again(bed, record, tuple(sorted(years)))
    return Planted(record, allowed=BODY) if years else None


@plant("rounded", "四舍五入到整数", "harmless", COMPANIES)
def rounded(bed: Bed) -> Planted | None:
    """Amounts rounded to whole units."""
    return _reprinted(bed, 0, "round")


@plant("truncated", "截去尾数", "harmless", COMPANIES)
def truncated(bed: Bed) -> Planted | None:
    """Amounts cut off behind the unit or two decimals."""
    return _reprinted(bed, bed.rng.choice((0, 1, 2)), "truncate")


@plant("two-decimals", "保留两位小数", "harmless", COMPANIES)
def two_decimals(bed: Bed) -> Planted | None:
    return _reprinted(bed, 2, "round")


@plant("four-decimals", "保留四位小数", "harmless", COMPANIES)
def four_decimals(bed: Bed) -> Planted | None:
    return _reprinted(bed, 4, "round")


@plant("ratio-short", "比例保留整数或一位小数", "harmless", ("enterprise",))
def ratio_short(bed: Bed) -> Planted | None:
    """Shares printed with fewer decimals, each reckoned anew: rounded twice they may be off."""
    record = bed.record
    for spec, year, printed in spots(bed, "debt_ratio", "service_revenue_ratio"):
        if printed.decimals:
            reading = printed.rounded(printed.number, bed.rng.randrange(printed.decimals))
            record = with_field(record, spec.id, reading, year)
    if record is bed.record:
        return None
    return Planted(ratios_again(bed, record, bed.programme.years), allowed=BODY)


@plant("parent", "按母公司报表填写", "harmless", ("enterprise",))
def parents_figures(bed: Bed) -> Planted | None:
    """The parent's figures for the consolidated ones, in all years the report has, or back."""
    books = [b for b in accounts(bed.record.audit, bed.reference.statements) if b.rows]
    scopes = {book.scope for book in books}
    if len(scopes) < 2:  # noqa: PLR2004
        return None
    book = bed.rng.choice(books)
    record, years = bed.record, set[str]()
    for spot in audited(bed):
        spec, year, printed = spot
        number = _in_book(bed, book, spot)
        if number is not None and year is not None:
            record = with_field(record, spec.id, printed.rounded(number, printed.decimals), year)
            years.add(year)
    record = _service_kept(bed, record, years)
    record = _research_of(bed, record, book)
    record = ratios_again(bed, record, tuple(sorted(years)))
    return Planted(record, allowed=BODY) if years else None


def _in_book(bed: Bed, book: Account, spot: Spot) -> Decimal | None:
    spec, year, printed = spot
    source = next(s for s in bed.reference.sources if s.field == spec.id)
    column = book.column(int(year)) if year else None
    found = book.figure(source.statement, source.line, column) if column is not None else None
    return found.amount.exactly_in(spec.unit) / printed.scale if found is not None else None


def _service_kept(bed: Bed, record: Record, years: set[str]) -> Record:
    """Return a record whose 服务收入 keeps its share of the 营业收入 that now stands there."""
    for spec, year, part in spots(bed, "service_revenue"):
        before, after = (
            print_of(one.reading("operating_revenue", year), spec.unit)
            for one in (bed.record, record)
        )
        if year in years and before and after and before.number:
            number = part.number * after.number / before.number
            record = with_field(record, spec.id, part.rounded(number, part.decimals), year)
    return record


def _research_of(bed: Bed, record: Record, book: Account) -> Record:
    for spec, year, printed in spots(bed, "rd_intensity"):
        column = book.column(int(year)) if year else None
        if column is None:
            continue
        part, whole = (
            book.figure("income_statement", line, column)
            for line in ("rd_expenses", "operating_revenue")
        )
        if part is not None and whole is not None and whole.number:
            share = Decimal(100) * part.amount.exactly_in("元") / whole.amount.exactly_in("元")
            record = with_field(record, spec.id, printed.rounded(share, printed.decimals), year)
    return record


def _with_row(record: Record, row: StatementRow) -> Record | None:
    """Return the record with a row on top of its first income statement."""
    audit = record.audit
    if audit is None:
        return None
    statements = list(audit.statements)
    place = next((n for n, s in enumerate(statements) if s.kind == "income_statement"), None)
    if place is None:
        return None
    old = statements[place]
    statements[place] = old.model_copy(update={"rows": (row, *old.rows)})
    return with_audit(record, statements=tuple(statements))


@plant("total-revenue", "按营业总收入填写", "harmless", ("enterprise",))
def total_revenue(bed: Bed) -> Planted | None:
    """营业总收入, a little over 营业收入, is printed above it and stands in the form."""
    for spot in audited(bed):
        spec, year, printed = spot
        number = _audited_number(bed, spot)
        if spec.id != "operating_revenue" or number is None or year is None:
            continue
        books = accounts(bed.record.audit, bed.reference.statements)
        main = books[0]
        pair = [main.figure("income_statement", "operating_revenue", n) for n in (0, 1)]
        if pair[0] is None or pair[1] is None or main.column(int(year)) is None:
            return None
        if any(main.printed("income_statement", "total_operating_revenue")):
            return None
        more = Decimal("1.0137")
        cells = [_times(one.reading, more) for one in pair if one is not None]
        if None in cells:
            return None
        row = StatementRow(label="一、营业总收入", line=None, current=cells[0], prior=cells[1])
        record = _with_row(bed.record, row)
        if record is None:
            return None
        reading = printed.rounded(number * more, printed.decimals)
        record = with_field(record, spec.id, reading, year)
        record = _service_kept(bed, record, {year})
        record = ratios_again(bed, record, (year,))
        return Planted(record, allowed=BODY)
    return None


def _times(reading: Reading, more: Decimal) -> Reading | None:
    printed = print_of(reading, "元")
    return printed.rounded(printed.number * more, printed.decimals) if printed else None


@plant("restated", "上年数经追溯重述", "harmless", ("enterprise",))
def restated(bed: Bed) -> Planted | None:
    """Last year's own report is attached too; the form has its figures, restated since."""
    audit = bed.record.audit
    year = bed.programme.audit_year - 1
    if audit is None or not audit.statements:
        return None
    more = Decimal(str(round(bed.rng.uniform(1.01, 1.08), 4)))
    older = tuple(
        one for s in audit.statements[:3] if (one := _own_report(s, year, more)) is not None
    )
    if not older:
        return None
    record = with_audit(bed.record, statements=(*audit.statements, *older))
    book = next(b for b in accounts(record.audit, bed.reference.statements) if b.year == year)
    changed = False
    for spot in audited(bed):
        spec, when, printed = spot
        number = _in_book(bed, book, spot) if when == str(year) else None
        if number is not None:
            reading = printed.rounded(number, printed.decimals)
            record, changed = with_field(record, spec.id, reading, when), True
    if not changed:
        return None
    record = _service_kept(bed, record, {str(year)})
    record = _research_of(bed, record, book)
    return Planted(ratios_again(bed, record, (str(year),)), allowed=BODY)


def _own_report(statement: Statement, year: int, more: Decimal) -> Statement | None:
    """Return last year's statement as it was printed then: every figure the same share other."""
    rows = tuple(
        row.model_copy(
            update={"current": _times(row.prior, more) if row.prior else None, "prior": None}
        )
        for row in statement.rows
    )
    return statement.model_copy(update={"year": year, "rows": rows, "complete": False})


@plant("blank-lines", "报表空行与短横线", "harmless", COMPANIES)
def dashes(bed: Bed) -> Planted | None:
    """A dash where a statement has nothing."""
    audit = bed.record.audit
    if audit is None:
        return None
    found = [
        (n, r)
        for n, statement in enumerate(audit.statements)
        for r, row in enumerate(statement.rows)
        if row.current is None and row.prior is not None
    ]
    if not found:
        return None
    number, place = bed.rng.choice(found)
    statements = list(audit.statements)
    rows = list(statements[number].rows)
    prior = rows[place].prior
    assert prior is not None
    dash = prior.model_copy(update={"value": 0, "text": "-"})
    rows[place] = rows[place].model_copy(update={"current": dash})
    statements[number] = statements[number].model_copy(update={"rows": tuple(rows)})
    return Planted(with_audit(bed.record, statements=tuple(statements)))
