"""Changes inside the audit report."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from extract.records import Audit, Reading, Statement
from extract.statement_lines import Identity

from .changes import Cell, cells, with_audit, with_cell
from .prints import Print, print_of
from .registry import COMPANIES, Bed, Planted, plant

YUAN = "元"
OTHER_OPINIONS = {
    "qualified": "三、保留意见",
    "adverse": "一、否定意见",
    "disclaimer": "一、无法表示意见",
}


def _cells(bed: Bed, keep: Callable[[Cell], bool]) -> list[tuple[Cell, Print]]:
    audit = bed.record.audit
    if audit is None:
        return []
    found = [
        (cell, printed)
        for cell in cells(audit)
        if keep(cell) and (printed := print_of(cell.reading, YUAN)) is not None
    ]
    bed.rng.shuffle(found)
    return found


def _line(audit: Audit, cell: Cell) -> str | None:
    return audit.statements[cell.statement].rows[cell.row].line


def _scaled(bed: Bed, cell: Cell, printed: Print) -> Planted:
    share = Decimal(str(round(bed.rng.uniform(0.01, 0.4), 4))) * bed.rng.choice((1, -1))
    number = (printed.number * (1 + share)).quantize(printed.step)
    return Planted(with_cell(bed.record, cell, printed.again(number)))


@plant("audit-line", "审计报告报表一行被改", "audit", COMPANIES, arithmetic=True)
def audit_line(bed: Bed) -> Planted | None:
    """Any one figure of the statements moved by 1 to 40 %."""
    for cell, printed in _cells(bed, lambda cell: True):
        if abs(printed.number) > 100 * printed.step:
            return _scaled(bed, cell, printed)
    return None


@plant("audit-total", "审计报告合计数被改", "audit", COMPANIES, arithmetic=True)
def audit_total(bed: Bed) -> Planted | None:
    """A total of the published identities moved by 1 to 40 %."""
    audit = bed.record.audit
    named = {key.partition("=")[0] for key in bed.reference.published}
    if audit is None:
        return None
    for cell, printed in _cells(bed, lambda cell: _line(audit, cell) in named):
        if abs(printed.number) > 100 * printed.step:
            return _scaled(bed, cell, printed)
    return None


@plant("audit-digit", "审计报告数字一位被换", "audit", COMPANIES, arithmetic=True)
def audit_digit(bed: Bed) -> Planted | None:
    """One digit of a statement's figure, not among its last two, is another."""
    for cell, printed in _cells(bed, lambda cell: True):
        plain = f"{abs(printed.number):.{printed.decimals}f}"
        places = [i for i, character in enumerate(plain[:-2]) if character.isdigit()]
        if not places:
            continue
        at = bed.rng.choice(places)
        digit = bed.rng.choice([d for d in "0123456789" if d != plain[at]])
        number = Decimal(plain[:at] + digit + plain[at + 1 :])
        return Planted(
            with_cell(bed.record, cell, printed.again(-number if printed.number < 0 else number))
        )
    return None


@plant("audit-leaf-and-total", "审计报告一行与其小计同改", "audit", COMPANIES, arithmetic=True)
def leaf_and_total(bed: Bed) -> Planted | None:
    """A line and its subtotal raised together; the sums above the subtotal are left."""
    sums = [i for i in bed.reference.identities if i.certainty == "complete"]
    bed.rng.shuffle(sums)
    found = (_with_sum(bed, identity) for identity in sums)
    return next((planted for planted in found if planted is not None), None)


def _with_sum(bed: Bed, identity: Identity) -> Planted | None:
    audit = bed.record.audit
    if audit is None:
        return None
    own = {term.line: term.sign for term in identity.terms}
    every = _cells(bed, lambda cell: True)
    for cell, printed in every:
        if _line(audit, cell) != identity.total:
            continue
        for part, small in every:
            sign = own.get(_line(audit, part) or "")
            if sign and (part.statement, part.column) == (cell.statement, cell.column):
                delta = max(abs(printed.number) / 20, 100 * printed.step).quantize(printed.step)
                record = with_cell(bed.record, cell, printed.again(printed.number + delta))
                return Planted(with_cell(record, part, small.again(small.number + sign * delta)))
    return None


@plant("opinion", "审计意见被改为非标准", "audit", COMPANIES)
def opinion(bed: Bed) -> Planted | None:
    """A qualified or adverse opinion, a disclaimer, or doubt about going concern."""
    audit = bed.record.audit
    if audit is None or audit.opinion is None:
        return None
    wanted = frozenset({("audit-opinion-modified", "")})
    value = bed.rng.choice([*OTHER_OPINIONS, "going concern"])
    if value == "going concern":
        return Planted(with_audit(bed.record, going_concern=True), wanted)
    changed = audit.opinion.model_copy(update={"value": value, "text": OTHER_OPINIONS[value]})
    return Planted(with_audit(bed.record, opinion=changed), wanted)


@plant("audit-year", "审计报告年度不符", "audit", COMPANIES)
def audit_year(bed: Bed) -> Planted | None:
    """The report of the year before instead: what was last year's column is this year's."""
    audit = bed.record.audit
    if audit is None or audit.fiscal_year is None:
        return None
    year = int(str(audit.fiscal_year.value)[:4]) - 1
    fact = audit.fiscal_year.model_copy(update={"value": year, "text": str(year)})
    record = with_audit(
        bed.record,
        fiscal_year=fact,
        statements=tuple(_earlier(one) for one in audit.statements),
        **{kind: _earlier_lines(getattr(audit, kind)) for kind in
           ("balance_sheet", "income_statement", "cash_flow")},
    )  # fmt: skip
    return Planted(record, frozenset({("audit-year-mismatch", "")}))


def _earlier(statement: Statement) -> Statement:
    rows = tuple(
        row.model_copy(update={"current": row.prior, "prior": None}) for row in statement.rows
    )
    year = statement.year - 1 if statement.year is not None else None
    return statement.model_copy(update={"rows": rows, "year": year})


def _earlier_lines(
    lines: dict[str, tuple[Reading | None, Reading | None]],
) -> dict[str, tuple[Reading | None, Reading | None]]:
    return {line: (pair[1], None) for line, pair in lines.items()}
