from collections.abc import Mapping

import pytest

from checks.accounts import Account, accounts
from checks.balance import balance
from extract.records import StatementKind
from extract.statement_lines import Identity, Term

from .records import audit, reading, reference, statement

SUM = Identity(
    statement="cash_flow",
    total="net_increase_in_cash",
    terms=(
        Term(line="net_operating_cash_flow"),
        Term(line="net_investing_cash_flow"),
        Term(line="exchange_rate_effect", optional=True),
    ),
)
SECTION = next(i for i in reference().identities if i.key == "total_current_assets=current_assets")


def account(
    kind: StatementKind,
    rows: Mapping[str, tuple[float | None, float | None]],
    complete: bool = True,
    origin: str = "text",
) -> Account:
    printed = statement(kind, rows, complete=complete)
    cells = tuple(
        row.model_copy(
            update={
                side: reading.model_copy(update={"origin": origin})
                for side in ("current", "prior")
                if (reading := getattr(row, side)) is not None
            }
        )
        for row in printed.rows
    )
    printed = printed.model_copy(update={"rows": cells})
    bare = audit(balance_sheet={}, income_statement={}, cash_flow={}, statements=(printed,))
    return accounts(bare, reference().statements)[0]


FLOWS = {
    "经营活动产生的现金流量净额": (9.0, 8.0),
    "投资活动产生的现金流量净额": (-4.0, -3.0),
    "现金及现金等价物净增加额": (5.5, 5.0),
}


def test_a_printed_optional_line_counts_in() -> None:
    rows = {**FLOWS, "四、汇率变动对现金及现金等价物的影响": (0.5, None)}
    both = [balance(account("cash_flow", rows), SUM, column) for column in (0, 1)]
    assert [found is not None and found.holds for found in both] == [True, True]


def test_a_scan_may_have_hidden_the_optional_line_unless_the_other_column_closes() -> None:
    both = {**FLOWS, "现金及现金等价物净增加额": (5.5, 5.5)}
    assert balance(account("cash_flow", both, complete=False, origin="ocr"), SUM, 0) is None
    one = balance(account("cash_flow", FLOWS, complete=False, origin="ocr"), SUM, 0)
    assert one is not None
    assert not one.holds
    digital = balance(account("cash_flow", FLOWS, complete=False), SUM, 0)
    assert digital is not None
    assert not digital.holds
    assert abs(digital.difference - 0.5) < 1e-9


def test_a_missing_operand_silences() -> None:
    rows = {name: pair for name, pair in FLOWS.items() if "投资" not in name}
    assert balance(account("cash_flow", rows, complete=False), SUM, 0) is None


def test_a_line_that_a_whole_statement_does_not_print_is_zero() -> None:
    rows = {"经营活动产生的现金流量净额": (5.0, 5.0), "现金及现金等价物净增加额": (5.0, 4.0)}
    found = [balance(account("cash_flow", rows), SUM, column) for column in (0, 1)]
    assert [one is not None and one.holds for one in found] == [True, False]


def test_a_section_s_sum_needs_every_row_known_and_the_other_column_to_close() -> None:
    rows = {"货币资金": (3.0, 3.0), "存货": (2.0, 2.0), "流动资产合计": (6.0, 5.0)}
    both = {**rows, "流动资产合计": (6.0, 6.0)}
    assert balance(account("balance_sheet", both), SECTION, 0) is None
    whole = balance(account("balance_sheet", rows), SECTION, 0)
    assert whole is not None
    assert not whole.holds
    strange = {"某个别处没有的项目": (1.0, 0.0), **rows}
    assert balance(account("balance_sheet", strange), SECTION, 0) is None
    seen = balance(account("balance_sheet", rows, origin="ocr"), SECTION, 0)
    assert seen is not None
    assert not seen.holds


def test_a_sign_that_forms_print_either_way_is_tried_both_ways() -> None:
    identity = Identity(
        statement="income_statement",
        total="operating_profit",
        terms=(
            Term(line="operating_revenue"),
            Term(line="credit_impairment", either_sign=True),
        ),
    )
    rows = {"营业收入": (10.0, 10.0), "信用减值损失": (2.0, -2.0), "营业利润": (8.0, 8.0)}
    found = [balance(account("income_statement", rows), identity, column) for column in (0, 1)]
    assert [one is not None and one.holds for one in found] == [True, True]


def test_a_line_with_an_unknown_label_may_be_what_a_sum_lacks() -> None:
    rows = {**FLOWS, "从未见过的项目": (0.5, 7.0)}
    found = [balance(account("cash_flow", rows), SUM, column) for column in (0, 1)]
    assert found[0] is None
    assert balance(account("cash_flow", FLOWS), SUM, 0) is not None


def test_two_lines_with_unknown_labels_may_be_what_a_sum_lacks() -> None:
    rows = {**FLOWS, "未知一": (0.2, 7.0), "未知二": (0.3, 7.0)}
    assert balance(account("cash_flow", rows), SUM, 0) is None
    rows["未知二"] = (0.4, 7.0)
    assert balance(account("cash_flow", rows), SUM, 0) is not None


@pytest.mark.parametrize(
    "line", ["投资活动产生的现金流量净额", "四、汇率变动对现金及现金等价物的影响"]
)
def test_a_figure_that_is_printed_and_was_not_made_out_silences(line: str) -> None:
    """Also where every row was bound to its figures: not made out is not zero."""
    rows = {**FLOWS, "四、汇率变动对现金及现金等价物的影响": (0.5, 0.0)}
    printed = statement("cash_flow", rows)
    unread = reading(None, "", confidence=0.0, origin="ocr")
    changed = tuple(
        row.model_copy(update={"current": unread}) if row.label == line else row
        for row in printed.rows
    )
    printed = printed.model_copy(update={"rows": changed})
    bare = audit(balance_sheet={}, income_statement={}, cash_flow={}, statements=(printed,))
    (found, *_) = accounts(bare, reference().statements)
    assert balance(found, SUM, 0) is None
    assert balance(found, SUM, 1) is not None
