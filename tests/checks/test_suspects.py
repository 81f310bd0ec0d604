from __future__ import annotations

from collections.abc import Mapping

import pytest

from checks.accounts import accounts
from checks.suspects import suspect
from extract.records import StatementKind

from .records import audit, enterprise, findings, reference, statement, with_line

SHEET = {
    "流动资产合计": (60.0, 50.0),
    "非流动资产合计": (40.0, 40.0),
    "资产总计": (100.0, 90.0),
    "流动负债合计": (30.0, 30.0),
    "非流动负债合计": (10.0, 10.0),
    "负债合计": (40.0, 40.0),
    "所有者权益合计": (60.0, 50.0),
    "负债和所有者权益总计": (100.0, 90.0),
}
IDENTITIES = reference().identities


def told(rows: Mapping[str, tuple[float, float]], key: str) -> tuple[str, float] | None:
    kind: StatementKind = "balance_sheet"
    bare = audit(
        balance_sheet={}, income_statement={}, cash_flow={}, statements=(statement(kind, rows),)
    )
    account = accounts(bare, reference().statements)[0]
    failing = next(one for one in IDENTITIES if one.key == key)
    found = suspect(IDENTITIES, account, 0, failing)
    return (found.line, float(found.number)) if found is not None else None


@pytest.mark.parametrize(
    ("row", "key", "line", "right"),
    [
        ("资产总计", "total_assets=total_liabilities+total_equity", "total_assets", 100.0),
        ("负债合计", "total_assets=total_liabilities+total_equity", "total_liabilities", 40.0),
        (
            "非流动资产合计",
            "total_assets=total_current_assets+total_noncurrent_assets",
            None,
            None,
        ),
    ],
)
def test_the_line_that_other_sums_speak_against_is_named(
    row: str, key: str, line: str | None, right: float | None
) -> None:
    """Of two subtotals that stand in one sum alone, nothing tells which is wrong."""
    rows = {**SHEET, row: (77.0, SHEET[row][1])}
    assert told(rows, key) == ((line, right) if line is not None else None)


def test_sums_that_close_suspect_no_line() -> None:
    assert told(SHEET, "total_assets=total_liabilities+total_equity") is None


def test_the_finding_names_the_line_and_what_the_others_make_it() -> None:
    record = with_line(enterprise(), "balance_sheet", "total_assets", 100_900_000.0, 90_000_000.0)
    found = findings(record, "audit-not-balanced")
    assert all(
        "“资产总计”（按同表其余各项应为100,000,000.00元）" in f.message for f in found.values()
    )
