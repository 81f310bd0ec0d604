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


def test_a_joined_figure_is_as_sure_as_its_least_sure_piece() -> None:
    draft = StatementLineDraft(0)
    draft.add_figure(0, replace(figure("567.89", 290, 100), confidence=0.9))
    draft.add_figure(0, replace(figure("1,234,", 254, 100), confidence=0.5))
    whole = draft.figures[0]
    assert whole.text == "1,234,567.89"
    assert whole.confidence == pytest.approx(0.7 * 0.5)
    assert (whole.edges[0], whole.edges[-1], len(whole.edges)) == (218, 290, 13)


@pytest.mark.parametrize(("right", "text"), [(272, "34.001,234.00"), (273, "1,234.00")])
def test_readings_that_cover_half_of_each_other_are_of_one_place(right: float, text: str) -> None:
    draft = StatementLineDraft(0)
    draft.add_figure(0, figure("1,234.00", 305, 100))
    draft.add_figure(0, figure("34.00", right, 100))
    assert draft.figures[0].text == text


@pytest.mark.parametrize(("traces", "text"), [(2, "8.001.00"), (3, "8.00")])
def test_a_figure_read_again_as_a_whole_stands_for_its_pieces(traces: int, text: str) -> None:
    draft = StatementLineDraft(0)
    draft.add_figure(0, replace(figure("8.00", 250, 100), traces=(trace_of("8.00"),) * traces))
    draft.add_figure(0, figure("1.00", 290, 100))
    assert draft.figures[0].text == text


@pytest.mark.parametrize(("text", "left_out"), [("甲" * 9, True), ("甲" * 10, False)])
def test_what_is_long_is_no_note_or_line_number(text: str, left_out: bool) -> None:
    words = [word(text, 80, 100, size=6), figure("8.00", 290, 100)]
    under = words[0].box.center[0]
    assert (read(words, asides=[Box(under - 20, 80, under + 20, 90)]) == []) == left_out


@pytest.mark.parametrize(("x", "left_out"), [(93, True), (94, False)])
def test_a_narrow_aside_reaches_17_points_to_each_side(x: float, left_out: bool) -> None:
    words = [word("存货", 20, 100), word("甲", x, 100, size=2)]
    assert (read(words, asides=[Box(75, 80, 79, 90)])[0][0] == "存货") == left_out
    assert read(words, asides=[Box(55, 80, 99, 90)])[0][0] == "存货"


def test_a_label_stands_left_of_the_first_column() -> None:
    words = [word("存货", 50, 100), word("甲", 194, 100), word("乙", 201, 100, size=2)]
    assert read(words) == [("存货甲", {})]


def test_a_label_of_the_right_panel_stands_between_the_panels() -> None:
    right = [Column(480, 590, "current", None, 1)]
    words = [word("左", 395, 100, size=8), word("右", 397, 100, size=8), figure("3.00", 590, 100)]
    found = read(words, columns=COLUMNS + right)
    assert found == [("右", {2: "3.00"})]


def ruled(rows: int, left: float = 40, right: float = 410) -> list[tuple[str, dict[int, str]]]:
    """Read a label and a figure 14 points above each other, in a table of 60 points a row."""
    xs, ys = [left, 150, right], [90.0 + 60 * n for n in range(rows + 1)]
    cells = borders([(r, r + 1, c, c + 1) for r in range(rows) for c in range(2)], xs, ys)
    words = [
        word("存货", 50, 134), figure("8.00", 290, 95), figure("9.00", 400, 95),
        figure("7.00", 290, 155),
    ]  # fmt: skip
    one = page(words, cells)
    found = rows_of(one, COLUMNS, find_tables(one), [], 80, 842)
    return [(r.text, {i: w.text for i, w in sorted(r.figures.items())}) for r in found]


def test_rows_are_the_tables_where_one_runs_under_all_the_columns() -> None:
    by_table = [("存货", {0: "8.00", 1: "9.00"})]
    assert ruled(5) == by_table
    assert ruled(4) == [("存货", {})]
    assert ruled(5, right=396) == by_table
    assert ruled(5, right=394) == [("存货", {})]


@pytest.mark.parametrize(("y", "near"), [(108, True), (108.2, False)])
def test_a_figure_may_stand_a_little_off_its_label(y: float, near: bool) -> None:
    found = read([word("存货", 50, 100), word("8.00", 250, y, size=10)])
    assert (found[0][1] != {}) == near


def test_a_table_whose_rulings_were_not_all_found_gives_no_rows() -> None:
    names = ("货币资金", "应收账款", "存货", "无形资产", "商誉", "在建工程")
    words = [w for n, name in enumerate(names) for w in row(name, f"{n}.00", "9.00", 103 + 20 * n)]
    ys = [80, 100, 120, 160, 180, 200, 240]  # two of the lines between rows are missing
    spans = [(n, n + 1, c, c + 1) for n in range(6) for c in range(2)]
    ruled = page(words, borders(spans, [40, 195, 410], ys))
    found = rows_of(ruled, COLUMNS, find_tables(ruled), [], 80, 842)
    assert [(r.text, r.figures[0].text) for r in found] == [
        (name, f"{n}.00") for n, name in enumerate(names)
    ]
