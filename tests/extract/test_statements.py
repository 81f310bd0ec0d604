from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from extract.pages import Page, Word
from extract.records import StatementKind
from extract.statements import StatementPage, read_statement_page
from extract.vocabulary import StatementVocabulary, load_vocabulary

from .builders import page, word

COMMON = Path(__file__).parents[2] / "programs" / "common"


@cache
def vocabulary() -> StatementVocabulary:
    return load_vocabulary(COMMON).statements


def figure(text: str, right: float, y: float) -> Word:
    return word(text, right - 6 * len(text), y, size=6)


def statement(
    rows: Iterable[tuple[str, str, str]],
    *,
    title: str = "资产负债表",
    heads: tuple[str, str] = ("期末余额", "上年年末余额"),
    unit: str = "单位：元",
    more: Iterable[Word] = (),
) -> Page:
    """Print title, date, unit and header, and below them rows of (label, left, right)."""
    words = [
        word(title, 240, 40),
        word("2022年12月31日", 240, 60),
        word(unit, 450, 60),
        word("项目", 60, 90),
        word(heads[0], 330, 90),
        word(heads[1], 450, 90),
        *more,
    ]
    for index, (label, left, right) in enumerate(rows):
        y = 110 + 15 * index
        words.append(word(label, 50, y))
        words += [figure(text, x, y) for text, x in ((left, 380), (right, 510)) if text]
    return page(words)


ASSETS = [
    ("流动资产：", "", ""),
    ("货币资金", "1,000.00", "900.00"),
    ("应收账款", "2,000.00", "1,800.00"),
    ("流动资产合计", "3,000.00", "2,700.00"),
]


def read(found: Page, kind: StatementKind = "balance_sheet") -> list[StatementPage]:
    return read_statement_page(found, kind, vocabulary())


def figures(found: StatementPage) -> dict[str | None, tuple[str | None, str | None]]:
    return {
        line.line: (
            line.current.word.text if line.current else None,
            line.prior.word.text if line.prior else None,
        )
        for line in found.lines
    }


def test_a_statement_is_read_line_by_line() -> None:
    (found,) = read(statement(ASSETS))
    assert (found.kind, found.scope, found.year, found.unit) == (
        "balance_sheet", None, 2022, "元",
    )  # fmt: skip
    assert figures(found) == {
        "cash": ("1,000.00", "900.00"),
        "accounts_receivable": ("2,000.00", "1,800.00"),
        "total_current_assets": ("3,000.00", "2,700.00"),
    }
    assert not found.continued


def test_the_prior_year_may_stand_first() -> None:
    (found,) = read(statement(ASSETS, heads=("上年年末余额", "期末余额")))
    assert figures(found)["cash"] == ("900.00", "1,000.00")


@pytest.mark.parametrize(
    ("printed", "unit"),
    [("单位：万元", "万元"), ("金额单位：人民币元", "元"), ("单位:千元", "千元"), ("", "元")],
)
def test_the_unit_is_read(printed: str, unit: str) -> None:
    (found,) = read(statement(ASSETS, unit=printed))
    assert found.unit == unit
    assert (found.unit_word is not None) is bool(printed)


@pytest.mark.parametrize(
    ("title", "scope"),
    [("合并资产负债表", "consolidated"), ("母公司资产负债表", "separate"), ("资产负债表", None)],
)
def test_the_title_names_the_scope(title: str, scope: str | None) -> None:
    (found,) = read(statement(ASSETS, title=title))
    assert found.scope == scope


def test_a_continued_statement_says_so() -> None:
    (found,) = read(statement(ASSETS, title="合并资产负债表（续）"))
    assert found.continued


def test_an_unknown_line_is_printed_without_an_id() -> None:
    (found,) = read(statement([*ASSETS, ("某种专项储备物资", "5.00", "6.00")]))
    (line,) = [line for line in found.lines if line.key is None]
    assert (line.label, line.line) == ("某种专项储备物资", None)
    assert line.current is not None


def test_a_label_of_two_lines_is_joined() -> None:
    rows = [
        ("以公允价值计量且其变动计入", "", ""),
        ("当期损益的金融资产", "5.00", "6.00"),
        ("存货", "7.00", "8.00"),
    ]
    (found,) = read(statement(rows))
    assert [line.key for line in found.lines] == ["fair_value_assets", "inventories"]


def test_signatures_end_a_statement() -> None:
    feet = [word("法定代表人：", 50, 400), figure("99.00", 380, 400)]
    (found,) = read(statement(ASSETS, more=feet))
    assert "99.00" not in {text for pair in figures(found).values() for text in pair}


def test_a_page_without_figures_has_no_lines() -> None:
    (found,) = read(page([word("资产负债表", 240, 40)]))
    assert found.lines == ()


def test_scopes_side_by_side_are_two_statements() -> None:
    words = [word("资产负债表", 240, 30)]
    for x, scope in ((230, "合并"), (430, "母公司")):
        words.append(word(scope, x, 70))
    for x, head in ((190, "期末余额"), (290, "期初余额"), (390, "期末余额"), (490, "期初余额")):
        words.append(word(head, x - 20, 90))
    for index, label in enumerate(("货币资金", "存货")):
        y = 110 + 15 * index
        words.append(word(label, 50, y))
        words += [figure(f"{index + 1}0{n}.00", 210 + 100 * n, y) for n in range(4)]
    found = {part.scope: figures(part)["cash"] for part in read(page(words))}
    assert found == {"consolidated": ("100.00", "101.00"), "separate": ("102.00", "103.00")}


def test_an_income_statement_has_its_own_lines() -> None:
    rows = [
        ("一、营业收入", "5,000.00", "4,000.00"),
        ("减：营业成本", "3,000.00", "2,500.00"),
        ("四、净利润（净亏损以“－”号填列）", "2,000.00", "1,500.00"),
    ]
    made = statement(rows, title="利润表", heads=("本期金额", "上期金额"))
    (found,) = read(made, "income_statement")
    assert [line.key for line in found.lines][-1] == "net_profit"
    assert None not in [line.key for line in found.lines]
