"""A group's report, whose form is filled in with the parent's figures."""

from __future__ import annotations

from collections.abc import Mapping

from extract.records import Record

from .records import audited, enterprise, reading, statement, with_audit

CONSOLIDATED = {
    "balance_sheet": {
        "total_assets": (audited(155_000_000.0), audited(145_000_000.0)),
        "total_equity": (audited(85_000_000.0), audited(80_000_000.0)),
    },
    "income_statement": {
        "operating_revenue": (audited(99_000_000.0), audited(91_000_000.0)),
        "net_profit": (audited(9_000_000.0), audited(8_000_000.0)),
        "rd_expenses": (audited(9_900_000.0), audited(9_100_000.0)),
    },
}
PARENT_BALANCE = {
    "资产总计": (100_000_000.0, 90_000_000.0),
    "所有者权益合计": (60_000_000.0, 50_000_000.0),
}
PARENT_INCOME = {
    "营业收入": (80_000_000.0, 75_000_000.0),
    "研发费用": (5_000_000.0, 4_500_000.0),
    "净利润": (7_000_000.0, 6_000_000.0),
}


def group(income: Mapping[str, tuple[float, float]] | None = PARENT_INCOME) -> Record:
    """Return a group's record; without the parent's `income`, its statements were not read."""
    parent = (
        ()
        if income is None
        else (statement("balance_sheet", PARENT_BALANCE), statement("income_statement", income))
    )
    scope = reading("consolidated")
    return with_audit(enterprise(), scope=scope, statements=parent, cash_flow={}, **CONSOLIDATED)
