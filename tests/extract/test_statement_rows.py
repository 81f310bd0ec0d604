from __future__ import annotations

from dataclasses import replace

import pytest

from extract.columns import Column
from extract.geometry import Box
from extract.pages import Word
from extract.statement_rows import StatementLineDraft, rows_of
from extract.tables import find_tables

from .builders import borders, page, word
from .ocr.traces import trace_of

CURRENT = Column(200, 290, "current", None, 0)
PRIOR = Column(320, 400, "prior", None, 0)
COLUMNS = [CURRENT, PRIOR]


def figure(text: str, right: float, y: float) -> Word:
    return word(text, right - 6 * len(text), y, size=6)


def row(label: str, current: str, prior: str, y: float) -> list[Word]:
    return [word(label, 50, y), figure(current, 290, y), figure(prior, 400, y)]


def read(
    words: list[Word], *, columns: list[Column] | None = None, asides: list[Box] | None = None
) -> list[tuple[str, dict[int, str]]]:
    found = rows_of(page(words), columns or COLUMNS, [], asides or [], 0, 842)
    return [(r.text, {i: w.text for i, w in sorted(r.figures.items())}) for r in found]


def test_figures_stand_beside_their_labels() -> None:
    words = row("货币资金", "1,234.00", "567.00", 100) + row("存货", "8.00", "9.00", 115)
    assert read(words) == [
        ("货币资金", {0: "1,234.00", 1: "567.00"}),
        ("存货", {0: "8.00", 1: "9.00"}),
    ]


def test_a_label_without_figures_is_a_row_too() -> None:
    assert read([word("流动资产：", 50, 100)]) == [("流动资产：", {})]


def test_a_dash_is_a_figure() -> None:
    assert read([word("存货", 50, 100), figure("-", 290, 100)]) == [("存货", {0: "-"})]


@pytest.mark.parametrize("note", ["五、1", "五（1）", "注释12", "(一)"])
def test_note_references_are_no_part_of_a_label(note: str) -> None:
    words = [*row("存货", "8.00", "9.00", 100), word(note, 150, 100)]
    assert read(words)[0][0] == "存货"


def test_what_stands_below_an_aside_header_belongs_to_no_label() -> None:
    words = [*row("存货", "8.00", "9.00", 100), word("甲乙", 150, 100)]
    assert read(words)[0][0] == "存货甲乙"
    assert read(words, asides=[Box(145, 80, 175, 90)])[0][0] == "存货"


def test_only_what_lies_between_header_and_foot_is_read() -> None:
    words = row("货币资金", "1.00", "2.00", 100) + row("存货", "8.00", "9.00", 300)
    (found,) = rows_of(page(words), COLUMNS, [], [], 50, 200)
    assert found.text == "货币资金"


def test_panels_side_by_side_are_read_apart() -> None:
    right = [Column(480, 520, "current", None, 1), Column(540, 590, "prior", None, 1)]
    words = [
        *row("货币资金", "1.00", "2.00", 100),
        word("借款", 420, 100),
        figure("3.00", 520, 100),
        figure("4.00", 590, 100),
    ]
    assert read(words, columns=COLUMNS + right) == [
        ("货币资金", {0: "1.00", 1: "2.00"}),
        ("借款", {2: "3.00", 3: "4.00"}),
    ]


def test_rows_of_a_ruled_table_hold_labels_of_two_lines() -> None:
    xs, ys = [40.0, 190, 300, 410], [90.0, 120, 150, 180, 210, 240]
    spans = [(r, r + 1, c, c + 1) for r in range(5) for c in range(3)]
    words = [
        word("经营活动产生的", 50, 93), word("现金流量净额", 50, 106),
        figure("1.00", 290, 100), figure("2.00", 400, 100),
        *row("存货", "8.00", "9.00", 130),
    ]  # fmt: skip
    ruled = page(words, borders(spans, xs, ys))
    found = rows_of(ruled, COLUMNS, find_tables(ruled), [], 80, 842)
    assert [(r.text, r.figures[0].text) for r in found] == [
        ("经营活动产生的现金流量净额", "1.00"),
        ("存货", "8.00"),
    ]


def test_pieces_of_one_figure_are_joined_and_less_sure() -> None:
    pieces = [figure("1,234,", 254, 100), figure("567.89", 290, 100)]
    (found,) = rows_of(page([word("存货", 50, 100), *pieces]), COLUMNS, [], [], 0, 842)
    whole = found.figures[0]
    assert whole.text == "1,234,567.89"
    assert whole.confidence < 1
    assert not whole.unread
    assert whole.box.x1 == 290


def test_pieces_that_make_no_figure_are_unread() -> None:
    draft = StatementLineDraft(0)
    draft.add_figure(0, figure("1,23", 250, 100))
    draft.add_figure(0, figure("67.89", 290, 100))
    assert draft.figures[0].unread


def test_of_two_readings_of_one_place_the_longer_or_reread_one_stays() -> None:
    draft = StatementLineDraft(0)
    draft.add_figure(0, figure("34.00", 290, 100))
    draft.add_figure(0, figure("1,234.00", 290, 100))
    assert draft.figures[0].text == "1,234.00"
    reread = replace(figure("9.00", 290, 100), traces=(trace_of("9.00"),) * 4)
    draft.add_figure(0, reread)
    assert draft.figures[0].text == "9.00"


def test_a_figure_far_from_any_label_belongs_to_none() -> None:
    words = [word("存货", 50, 100), figure("8.00", 290, 130)]
    assert read(words) == [("存货", {})]
