from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from extract.audit import read_audit
from extract.page_types import TypedPage
from extract.pages import Page, Word
from extract.records import Audit, PageType, Reading
from extract.vocabulary import Vocabulary, load_vocabulary

from .builders import page, word
from .ocr.traces import trace_of

COMMON = Path(__file__).parents[2] / "programs" / "common"
ROWS = (
    ("货币资金", "1,000.00", "900.00"),
    ("流动资产合计", "3,000.00", "2,700.00"),
    ("非流动资产合计", "5,000.00", "4,300.00"),
    ("资产总计", "8,000.00", "7,000.00"),
)


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary(COMMON)


def figure(text: str, right: float, y: float) -> Word:
    return word(text, right - 6 * len(text), y, size=6)


def balance_sheet(
    rows: Sequence[tuple[str, str, str]] = ROWS,
    *,
    title: str = "资产负债表",
    unit: str = "单位：元",
    year: int = 2022,
    number: int = 2,
) -> Page:
    words = [
        word(title, 240, 40), word(f"{year}年12月31日", 240, 60), word(unit, 450, 60),
        word("编制单位：甲制造有限公司", 50, 60),
        word("项目", 60, 90), word("期末余额", 330, 90), word("上年年末余额", 450, 90),
    ]  # fmt: skip
    for index, (label, left, right) in enumerate(rows):
        y = 110 + 15 * index
        words.append(word(label, 50, y))
        words += [figure(text, x, y) for text, x in ((left, 380), (right, 510)) if text]
    return page(words, number=number)


def read(*pages: tuple[Page, PageType]) -> Audit:
    found = read_audit([TypedPage(p, kind, 1.0, "") for p, kind in pages], vocabulary())
    assert found is not None
    return found


def value(found: Reading | None) -> object:
    return found.value if found is not None else None


def test_without_a_report_there_is_none() -> None:
    assert read_audit([TypedPage(page(), "form", 1.0, "")], vocabulary()) is None


def test_figures_come_in_yuan_with_their_places() -> None:
    found = read((balance_sheet(unit="单位：万元"), "balance_sheet"))
    current, prior = found.balance_sheet["total_assets"]
    assert (value(current), value(prior)) == (80_000_000, 70_000_000)
    assert current is not None
    assert (current.text, current.unit, current.page) == ("8,000.00", "万元", 2)
    assert value(found.unit) == "万元"
    assert value(found.fiscal_year) == 2022
    assert value(found.entity) == "甲制造有限公司"


def test_what_is_about_a_whole_statement_points_at_its_first_line() -> None:
    found = read((balance_sheet(), "balance_sheet"))
    for reading in (found.scope, found.fiscal_year):
        assert reading is not None
        assert (reading.page, reading.bbox[:2], reading.confidence) == (2, (50, 110), 0.99)
    assert found.unit is not None
    assert found.unit.bbox[:2] == (450, 60)


def test_a_statement_without_its_unit_is_in_yuan_and_says_so() -> None:
    found = read((balance_sheet(unit=""), "balance_sheet"))
    assert found.unit is not None
    assert (found.unit.value, found.unit.confidence, found.unit.page) == ("元", 0.7, 2)
    assert "未注明单位" in (found.unit.note or "")
    assert found.unit.bbox[:2] == (50, 110)


def test_a_statement_is_complete_when_every_line_has_a_figure() -> None:
    def complete(*more: tuple[str, str, str]) -> bool:
        (one,) = read((balance_sheet([*ROWS, *more]), "balance_sheet")).statements
        return one.complete

    assert complete(("存货", "5.00", ""), ("固定资产", "", "5.00"))
    assert not complete(("存货", "", ""))


def test_a_statement_is_not_complete_when_one_of_its_pages_could_not_be_read() -> None:
    unread = balance_sheet([], number=3)
    pages = read((balance_sheet(), "balance_sheet"), (unread, "balance_sheet"))
    (one,) = pages.statements
    assert one.rows
    assert not one.complete


def test_pages_of_one_statement_are_put_together() -> None:
    more = [("短期借款", "50.00", "40.00"), ("负债合计", "50.00", "40.00")]
    (one,) = read(
        (balance_sheet(), "balance_sheet"), (balance_sheet(more, number=3), "balance_sheet")
    ).statements
    assert [row.line for row in one.rows] == [
        "cash", "total_current_assets", "total_noncurrent_assets", "total_assets",
        "short_term_loans", "total_liabilities",
    ]  # fmt: skip


def test_of_a_line_printed_twice_the_first_with_figures_counts() -> None:
    rows = [("货币资金", "-", "-"), ("货币资金", "10.00", ""), ("货币资金", "20.00", "9.00")]
    found = read((balance_sheet(rows), "balance_sheet"))
    assert [value(figure) for figure in found.balance_sheet["cash"]] == [10, None]


def test_a_report_of_its_own_figures_says_so_of_their_page() -> None:
    found = read((balance_sheet([]), "balance_sheet"), (balance_sheet(number=3), "balance_sheet"))
    assert found.scope is not None
    assert (found.scope.value, found.scope.page) == ("separate", 3)


def test_a_group_reports_its_consolidated_figures() -> None:
    own = [("货币资金", "10.00", "9.00"), ("存货", "5.00", "4.00")]
    found = read(
        (balance_sheet(own, title="母公司资产负债表"), "balance_sheet"),
        (balance_sheet(title="合并资产负债表", number=3), "balance_sheet"),
    )
    assert value(found.scope) == "consolidated"
    assert value(found.balance_sheet["cash"][0]) == 1000
    assert {s.scope for s in found.statements} == {"separate", "consolidated"}


def test_the_latest_of_several_years_counts() -> None:
    early = [("货币资金", "10.00", "9.00"), ("存货", "5.00", "4.00")]
    found = read(
        (balance_sheet(early, year=2021), "balance_sheet"),
        (balance_sheet(number=3), "balance_sheet"),
    )
    assert value(found.fiscal_year) == 2022
    assert value(found.balance_sheet["cash"][0]) == 1000


def test_a_dash_is_zero_and_no_figure_of_a_line() -> None:
    rows = [*ROWS, ("存货", "-", "7.00"), ("固定资产", "-", "-")]
    found = read((balance_sheet(rows), "balance_sheet"))
    assert "fixed_assets" not in found.balance_sheet
    assert found.balance_sheet["inventories"][0] is None
    printed = {row.label: value(row.current) for row in found.statements[0].rows}
    assert printed["固定资产"] == 0


def test_a_bracket_lost_at_the_end_is_still_a_minus() -> None:
    found = read((balance_sheet([*ROWS, ("未分配利润", "(70.00", "(60.00)")]), "balance_sheet"))
    current, prior = found.balance_sheet["retained_earnings"]
    assert (value(current), value(prior)) == (-70, -60)


def test_a_figure_that_sums_mended_keeps_what_was_read() -> None:
    sheet = balance_sheet()
    trace = trace_of("7,000.00", others={0: {"8": 0.4}})
    words = tuple(
        replace(w, text="7,000.00", origin="ocr", confidence=0.5, traces=(trace,))
        if w.text == "8,000.00"
        else w
        for w in sheet.words
    )
    current, _ = read((replace(sheet, words=words), "balance_sheet")).balance_sheet["total_assets"]
    assert current is not None
    assert (current.value, current.text, current.origin) == (8000, "7,000.00", "reconciled")


def test_an_unread_figure_has_no_value_and_says_so() -> None:
    sheet = balance_sheet()
    words = tuple(replace(w, unread=True) if w.text == "8,000.00" else w for w in sheet.words)
    current, _ = read((replace(sheet, words=words), "balance_sheet")).balance_sheet["total_assets"]
    assert current is not None
    assert current.value is None
    assert "请看原件" in (current.note or "")


def test_a_report_without_statements_is_still_one() -> None:
    found = read((page([word("审计报告", 260, 60)], number=1), "audit_opinion"))
    assert found.balance_sheet == {}
    assert (found.unit, found.fiscal_year, found.scope) == (None, None, None)
