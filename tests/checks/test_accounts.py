from checks.accounts import accounts
from checks.figures import figure

from .records import audit, audited, reading, reference, statement

SPECS = reference().statements


def test_columns_belong_to_the_report_s_year_and_the_one_before() -> None:
    (account,) = accounts(audit())
    assert [account.column(year) for year in (2023, 2022, 2021, 2020)] == [None, 0, 1, None]


def test_no_report_gives_no_account() -> None:
    assert accounts(None) == ()


def test_a_report_without_a_year_compares_with_nothing() -> None:
    (account,) = accounts(audit(fiscal_year=None))
    assert account.column(2022) is None


def test_the_other_scope_and_another_year_are_accounts_of_their_own() -> None:
    statements = (
        statement("balance_sheet", {"资产总计": (5.0, 4.0)}, scope="consolidated"),
        statement("balance_sheet", {"资产总计": (4.0, 3.0)}, year=2021),
        statement("balance_sheet", {"资产总计": (100_000_000.0, 90_000_000.0)}),
    )
    found = accounts(audit(statements=statements), SPECS)
    assert [(a.scope, a.year) for a in found] == [
        ("separate", 2022), ("consolidated", 2022), ("separate", 2021),
    ]  # fmt: skip
    other = found[1].figure("balance_sheet", "total_assets", 0)
    assert other is not None
    assert other.number == 5


def test_lines_without_a_published_id_are_found_by_their_label() -> None:
    printed = statement("income_statement", {"归属于母公司所有者的净利润": (6.0, 5.0)})
    (account,) = accounts(audit(statements=(printed,)), SPECS)
    assert account.figure("income_statement", "parent_profit", 1) is not None


def test_a_blank_beside_a_read_label_is_zero_on_a_digital_page_only() -> None:
    rows = {"非流动负债合计": (None, None), "负债合计": (3.0, 3.0)}
    printed = statement("balance_sheet", rows, complete=False)
    (account,) = accounts(audit(balance_sheet={}, statements=(printed,)), SPECS)
    digital = account.figure("balance_sheet", "total_liabilities", 0)
    assert digital is not None
    assert account.is_blank("balance_sheet", "total_noncurrent_liabilities", digital)
    assert not account.is_blank("balance_sheet", "total_current_liabilities", digital)
    scanned = digital.__class__(
        reading(3.0, origin="ocr", confidence=0.9), digital.amount, digital.unit
    )
    assert not account.is_blank("balance_sheet", "total_noncurrent_liabilities", scanned)


def test_the_only_scope_of_the_statements_is_the_report_s() -> None:
    printed = statement("balance_sheet", {"资产总计": (5.0, 4.0)}, scope="consolidated")
    (account,) = accounts(audit(scope=None, statements=(printed,)), SPECS)
    assert account.scope == "consolidated"
    assert audited(None) is None


def test_a_recognised_figure_with_other_decimals_than_its_statement_is_a_part() -> None:
    lines = {f"某{n}项目": (float(n + 1), float(n + 2)) for n in range(6)}
    (account,) = accounts(audit(statements=(statement("cash_flow", lines),), cash_flow={}), SPECS)
    part = figure(reading(95.0, "95", origin="ocr"), "元")
    whole = figure(reading(95.0, "95.00", origin="ocr"), "元")
    printed = figure(reading(95.0, "95"), "元")
    assert part is not None
    assert whole is not None
    assert printed is not None
    found = [account.is_ragged("cash_flow", one) for one in (part, whole, printed)]
    assert found == [True, False, False]
