from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.columns import (
    LOST_HEAD,
    WELL_FORMED,
    Column,
    HeaderWords,
    bind_columns,
    ends_of_joined,
    in_cells,
    is_amount,
    is_dash,
    periods,
    right_aligned,
)
from extract.geometry import Box
from extract.pages import Word
from extract.records import Scope

from .builders import ruled, word

NAMES = HeaderWords(
    current=("期末余额", "本期金额"),
    prior=("上年年末余额", "期初余额", "上期金额"),
    consolidated=("合并",),
    separate=("母公司",),
)


def figure(text: str, right: float, y: float) -> Word:
    return word(text, right - 5 * len(text), y, size=5)


def columns_of(*rights: float, rows: int = 3) -> list[Word]:
    return [
        figure(f"1,23{row}.00", right, 100 + 15 * row) for right in rights for row in range(rows)
    ]


def bound(header: list[Word], *rights: float) -> list[tuple[str, Scope | None, int]]:
    found = bind_columns(columns_of(*rights), periods(header, NAMES), [])
    return [(column.role, column.scope, column.panel) for column in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.56", True), ("1，234．56", True), ("-1,234.56", True), ("(1,234.56)", True),
        ("1234567.89", True), ("0.00", True), ("12", True), ("¥100.00", True), ("1.234.56", True),
        ("", False), ("-", False), ("五、1", False), ("12月", False), ("1,23", True),
        ("2022年", False), ("1,2345.00", False), ("1,234.567.8.9", False),
    ],
)  # fmt: skip
def test_amounts_are_told_from_other_print(text: str, expected: bool) -> None:
    assert is_amount(text) is expected


@given(st.integers(-(10**14), 10**14), st.booleans())
def test_any_amount_in_fen_is_one(fen: int, grouped: bool) -> None:
    text = f"{abs(fen) // 100:{',' if grouped else ''}}.{abs(fen) % 100:02}"
    text = "-" * (fen < 0) + text
    assert is_amount(text)
    if grouped:
        assert WELL_FORMED.match(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("-", True), ("——", True), ("", False), ("-1", False)]
)
def test_dashes_stand_for_nothing(text: str, expected: bool) -> None:
    assert is_dash(text) is expected


def test_a_header_names_its_periods_where_they_stand() -> None:
    found = periods([word("期末余额", 200, 80), word("期初余额", 300, 80)], NAMES)
    assert [(p.role, p.box.x0) for p in found] == [("current", 200), ("prior", 300)]


def test_one_word_may_hold_both_periods() -> None:
    found = periods([word("项目期末余额上年年末余额", 100, 80)], NAMES)
    assert {(p.role, p.box.x0) for p in found} == {("current", 120), ("prior", 160)}


@pytest.mark.parametrize("text", ["2022年12月31日", "2022年度", "2022-12-31", "2022.12.31"])
def test_a_header_may_name_years(text: str) -> None:
    (found,) = periods([word(text, 200, 80)], NAMES)
    assert (found.role, found.year) == (None, 2022)


def test_columns_are_named_by_what_stands_above() -> None:
    header = [word("期末余额", 200, 80), word("期初余额", 300, 80)]
    assert bound(header, 240, 340) == [("current", None, 0), ("prior", None, 0)]


def test_the_prior_year_may_come_first() -> None:
    header = [word("期初余额", 200, 80), word("期末余额", 300, 80)]
    assert bound(header, 240, 340) == [("prior", None, 0), ("current", None, 0)]


def test_the_later_year_is_the_current_one() -> None:
    header = [word("2021年12月31日", 180, 80), word("2022年12月31日", 300, 80)]
    assert bound(header, 250, 380) == [("prior", None, 0), ("current", None, 0)]


def test_one_year_alone_names_no_columns() -> None:
    assert bound([word("2022年12月31日", 180, 80)], 250, 380) == []
    assert bound([], 250, 380) == []


def test_panels_side_by_side_repeat_the_periods() -> None:
    header = [word(t, x, 80) for x, t in
              [(100, "期末余额"), (180, "期初余额"), (380, "期末余额"), (460, "期初余额")]]  # fmt: skip
    assert bound(header, 140, 220, 420, 500) == [
        ("current", None, 0), ("prior", None, 0), ("current", None, 1), ("prior", None, 1),
    ]  # fmt: skip


def test_scopes_side_by_side_are_told_apart() -> None:
    header = periods([word("期末余额", 150, 80), word("期初余额", 250, 80),
                      word("期末余额", 350, 80), word("期初余额", 450, 80)], NAMES)  # fmt: skip
    scopes: list[tuple[Scope, Box]] = [
        ("consolidated", Box(200, 60, 240, 70)),
        ("separate", Box(400, 60, 440, 70)),
    ]
    found = bind_columns(columns_of(190, 290, 390, 490), header, scopes)
    assert [(c.role, c.scope) for c in found] == [
        ("current", "consolidated"), ("prior", "consolidated"),
        ("current", "separate"), ("prior", "separate"),
    ]  # fmt: skip


def test_a_lone_figure_makes_no_column() -> None:
    header = periods([word("期末余额", 200, 80)], NAMES)
    assert bind_columns([figure("1,234.00", 240, 100)], header, []) == []


def test_a_column_holds_what_ends_at_its_edge_or_lies_inside() -> None:
    header = periods([word("期末余额", 200, 80)], NAMES)
    (column,) = bind_columns(columns_of(240), header, [])
    assert column.holds(figure("-", 240, 100).box)
    assert column.holds(figure("12,345,678.00", 241, 100).box)
    assert not column.holds(figure("1,234.00", 340, 100).box)


@given(st.lists(st.sampled_from([200.0, 300.0, 400.0]), max_size=12), st.data())
def test_ragged_edges_stay_in_their_column(rights: list[float], data: st.DataObject) -> None:
    shifts = data.draw(st.lists(st.floats(-3, 3), min_size=len(rights), max_size=len(rights)))
    places = zip(rights, shifts, strict=True)
    words = [figure("1.00", r + s, 100 + 15 * i) for i, (r, s) in enumerate(places)]
    groups = right_aligned(words)
    assert len(groups) == len(set(rights))
    assert sum(len(group) for group in groups) == len(words)


COLUMN = Column(200, 300, "current", None, 0)


@pytest.mark.parametrize(
    ("x0", "x1", "held"),
    [
        (150, 292, True),  # ends 8 points before the edge
        (150, 291, True),  # mostly inside
        (100, 291, False),
        (100, 308, True),
        (260, 309, True),
        (270, 320, True),  # 60 % inside
        (269, 322, False),
        (180, 230, True),
        (179, 230, False),
    ],
)
def test_a_figure_is_in_a_column_by_its_end_or_by_three_fifths(
    x0: float, x1: float, held: bool
) -> None:
    assert COLUMN.holds(Box(x0, 100, x1, 110)) is held


def spans(*places: tuple[float, float]) -> list[tuple[float, float]]:
    """Return the columns that pairs of amounts, from left to right, are put into."""
    amounts = [
        Word("1,234.00", Box(x0, y, x1, y + 10), tuple(x0 + (x1 - x0) * n / 8 for n in range(9)))
        for x0, x1 in places
        for y in (100, 115)
    ]
    header = periods([word("期末余额", 200, 80)], NAMES)
    return [(column.left, column.right) for column in bind_columns(amounts, header, [])]


def test_right_edges_within_8_points_are_of_one_column() -> None:
    assert spans((200, 250), (200, 258)) == [(200, 258)]
    assert spans((180, 250), (190, 258)) == [(180, 258)]
    assert spans((200, 250), (251, 301)) == [(200, 250), (251, 301)]


def test_ragged_amounts_that_overlap_by_half_are_of_one_column() -> None:
    assert spans((200, 300), (249, 320)) == [(200, 320)]
    assert spans((200, 300), (250, 350)) == [(200, 300), (250, 350)]
    assert spans((200, 300), (210, 290)) == [(200, 300)]


def test_of_three_years_the_first_names_no_column() -> None:
    header = [word(f"{year}年度", x, 80) for year, x in ((2022, 180), (2021, 280), (2020, 380))]
    assert [found[0] for found in bound(header, 220, 320)] == ["current", "prior"]
    assert {found[0] for found in bound(header, 220, 320, 420)} == {"current", "prior"}


def test_words_of_a_period_count_before_years() -> None:
    header = [word("期末余额", 200, 80), word("2021年度", 240, 60), word("2022年度", 340, 60)]
    assert bound(header, 240, 340) == [("current", None, 0), ("current", None, 1)]


def test_a_wording_inside_a_longer_one_is_no_period() -> None:
    names = HeaderWords(
        current=("年末余额",), prior=("上年年末余额",), consolidated=(), separate=()
    )
    found = periods([word("上年年末余额", 100, 80)], names)
    assert [(p.role, p.box.x0) for p in found] == [("prior", 100)]
    first = periods([word("本年金额上年年末余额", 100, 80)], names)
    assert [(p.role, p.box.x0, p.box.x1) for p in first] == [("prior", 140, 200)]


def test_words_at_one_side_of_their_columns_go_with_them_in_order() -> None:
    # both figures end nearer to the second word
    header = [word("期末余额", 200, 80), word("期初余额", 330, 80)]
    assert bound(header, 320, 450) == [("current", None, 0), ("prior", None, 0)]


def test_a_header_word_counts_as_wide_as_its_ruled_cell() -> None:
    lines = [ruled(x, 70, x, 300) for x in (100, 260, 390)]
    boxes = [Box(102, 80, 140, 90), Box(262, 80, 300, 90), Box(500, 80, 540, 90)]
    assert in_cells(boxes, lines) == [
        Box(100, 80, 260, 90),
        Box(260, 80, 390, 90),
        Box(500, 80, 540, 90),
    ]


def test_words_that_share_a_cell_keep_their_places() -> None:
    lines = [ruled(x, 70, x, 300) for x in (100, 390)]
    boxes = [Box(102, 80, 140, 90), Box(262, 80, 300, 90)]
    assert in_cells(boxes, lines) == boxes


def test_rulings_beside_the_header_make_no_cell() -> None:
    lines = [ruled(x, 200, x, 300) for x in (100, 260)]
    assert in_cells([Box(102, 80, 140, 90)], lines) == [Box(102, 80, 140, 90)]


def test_a_wording_repeated_in_a_merged_header_is_found_each_time() -> None:
    names = replace(NAMES, current=("年末余额",), prior=("上年年末余额",))
    found = periods([word("上年年末余额年末余额", 100, 80)], names)
    assert sorted((p.role, p.box.x0) for p in found) == [("current", 160), ("prior", 100)]
    twice = periods([word("年末余额负债年末余额", 100, 80)], names)
    assert [p.box.x0 for p in twice] == [100, 160]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("上年期末数", "prior"),
        ("上一年度期末数", "prior"),
        ("去年同期期末数", "prior"),
        ("期末数", "current"),
    ],
)
def test_a_current_wording_behind_last_year_is_the_prior_one(text: str, role: str) -> None:
    names = replace(NAMES, current=("期末数",), prior=())
    (found,) = periods([word(text, 100, 80)], names)
    assert (found.role, found.box.x0, found.box.x1) == (role, 100, 100 + 10 * len(text))


def test_a_wording_behind_a_year_belongs_to_the_year() -> None:
    names = replace(NAMES, current=("年末余额", "末余额"), prior=())
    header = [word("2021年末余额", 100, 80), word("２０２２年末余额", 300, 80)]
    assert [(p.role, p.year) for p in periods(header, names)] == [(None, 2021), (None, 2022)]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("1,078,140,140.34 1,026,232,336.25", [16]),
        ("1,078,140,140.341,026,232,336.25", [16]),
        ("12.00-1,234.00(5,678.00)", [5, 14]),
        ("1,234,567 2,345,678", [9]),
        ("1,234.56", []), ("1,234.00 5.10", [8]), ("1.078,140,140.34", []), ("1.234.56", []), ("1,234,567", []), ("1,078.140,140.34", []),
    ],
)  # fmt: skip
def test_figures_of_two_columns_in_one_text_are_no_amount(text: str, ends: list[int]) -> None:
    assert ends_of_joined(text) == ends
    assert not (ends and is_amount(text))


def labels_at(x: float, count: int) -> list[Box]:
    return [Box(x, 100 + 15 * row, x + 40, 110 + 15 * row) for row in range(count)]


def test_labels_between_columns_begin_a_panel() -> None:
    header = periods([word("上年年末余额", 160, 80), word("期末余额", 350, 80)], NAMES)
    amounts = columns_of(200, 400)
    for count, panels in ((3, [0, 0]), (4, [0, 1])):
        found = bind_columns(amounts, header, [], labels_at(250, count))
        assert [column.panel for column in found] == panels


def test_a_cluster_under_two_names_is_bound_to_neither() -> None:
    header = periods([word("期末余额", 100, 80), word("上年年末余额", 180, 80)], NAMES)
    wide = [figure(f"1,234,567,890,123,45{row}.00", 240, 100 + 15 * row) for row in range(3)]
    assert bind_columns(wide, header, []) == []
    assert bind_columns(wide, header[1:], []) != []


@pytest.mark.parametrize(("text", "lost"), [
    ("026,232,336.25", True), ("-012.00", True), ("00.12", True), ("0,123.00", True),
    ("0.00", False), ("0", False), ("1,026.00", False),
])  # fmt: skip
def test_a_figure_that_begins_with_nought_lost_its_head(text: str, lost: bool) -> None:
    assert bool(LOST_HEAD.match(text)) is lost
    assert not (lost and WELL_FORMED.match(text))
