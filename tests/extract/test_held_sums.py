from __future__ import annotations

from functools import cache
from pathlib import Path

from extract.held_sums import figures_in_held_sums
from extract.records import Audit, Reading, Statement, StatementKind, StatementRow
from extract.vocabulary import Vocabulary, load_vocabulary


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary(Path(__file__).parents[2] / "programs" / "common")


def figure(amount: float | None, place: int) -> Reading | None:
    if amount is None:
        return None
    return Reading(
        value=amount, text=f"{amount:,.2f}", confidence=0.9, origin="ocr", file="审计.pdf", page=1,
        bbox=(0, place, 1, place + 1),
    )  # fmt: skip


def audit(
    *rows: tuple[str, float | None], kind: StatementKind = "income_statement", unit: str = "元"
) -> Audit:
    printed = tuple(
        StatementRow(label=label, line=None, current=figure(amount, index), prior=None)
        for index, (label, amount) in enumerate(rows)
    )
    one = Statement(kind=kind, scope="separate", year=2022, unit=unit, rows=printed, complete=True)
    return Audit(statements=(one,))


def held(found: Audit) -> set[float]:
    values = [figure.value for figure in figures_in_held_sums(found, vocabulary())]
    return {value for value in values if isinstance(value, float)}


def test_the_figures_of_a_sum_that_holds_are_borne_out() -> None:
    found = audit(("三、利润总额", 100.0), ("减：所得税费用", 25.5), ("四、净利润", 74.5))
    assert held(found) == {100.0, 25.5, 74.5}


def test_a_cent_makes_it_fail() -> None:
    found = audit(("三、利润总额", 100.0), ("减：所得税费用", 25.5), ("四、净利润", 74.51))
    assert held(found) == set()


def test_a_sum_with_an_unread_term_says_nothing() -> None:
    found = audit(("三、利润总额", 100.0), ("减：所得税费用", None), ("四、净利润", 100.0))
    assert held(found) == set()


def test_rounded_figures_may_miss_by_what_rounding_leaves() -> None:
    rows = (("三、利润总额", 1000000.0), ("减：所得税费用", 250100.0), ("四、净利润", 750000.0))
    assert held(audit(*rows, unit="万元")) == {1000000.0, 250100.0, 750000.0}
    assert held(audit(*rows)) == set()
