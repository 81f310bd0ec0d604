from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.pages import Ruling
from extract.ruling_groups import touching
from extract.tables import Table, cut_word, find_tables, place

from .builders import Span, borders, page, ruled, table_page, word

XS = [40.0, 110, 190, 250, 360, 430, 560]
YS = [40.0, 66, 95, 130, 155, 190, 220, 260]


@dataclass(frozen=True)
class Layout:
    """A grid whose squares are partly merged into rectangles."""

    rows: int
    columns: int
    spans: tuple[Span, ...]

    @property
    def rulings(self) -> list[Ruling]:
        return borders(self.spans, XS, YS)


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    free = {(row, column) for row in range(rows) for column in range(columns)}
    spans: list[Span] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in free:
                continue
            width = draw(st.integers(1, min(2, columns - column)))
            height = draw(st.integers(1, min(2, rows - row)))
            squares = {(row + r, column + c) for r in range(height) for c in range(width)}
            if not squares <= free:
                squares, height, width = {(row, column)}, 1, 1
            free -= squares
            spans.append((row, row + height, column, column + width))
    return Layout(rows, columns, tuple(spans))


def complete(layout: Layout) -> bool:
    """Tell whether every grid line is drawn somewhere: one that is not cannot be known."""
    ys = {y for top, bottom, _, _ in layout.spans for y in (top, bottom)}
    xs = {x for _, _, left, right in layout.spans for x in (left, right)}
    return len(ys) == layout.rows + 1 and len(xs) == layout.columns + 1


def spans(table: Table) -> set[Span]:
    return {(c.row0, c.row1, c.column0, c.column1) for c in table.cells}


def moved(ruling: Ruling, shift: float, cut: float) -> Ruling:
    """Shift a ruling across and shorten it at both ends."""
    x0, y0, x1, y1 = ruling.box
    if ruling.horizontal:
        return ruled(x0 + cut, y0 + shift, x1 - cut, y1 + shift)
    return ruled(x0 + shift, y0 + cut, x1 + shift, y1 - cut)


@given(layouts().filter(complete))
def test_a_merged_grid_is_found_from_its_rulings(layout: Layout) -> None:
    (table,) = find_tables(page(rulings=layout.rulings))
    assert spans(table) == set(layout.spans)
    assert (table.rows, table.columns) == (layout.rows, layout.columns)


@settings(max_examples=60)
@given(layouts().filter(complete), st.data())
def test_jitter_changes_no_cell(layout: Layout, data: st.DataObject) -> None:
    noise = data.draw(
        st.lists(
            st.tuples(st.floats(-0.8, 0.8), st.floats(-1, 1.5)),
            min_size=len(layout.rulings),
            max_size=len(layout.rulings),
        )
    )
    rulings = [moved(r, *n) for r, n in zip(layout.rulings, noise, strict=True)]
    (table,) = find_tables(page(rulings=rulings))
    assert spans(table) == set(layout.spans)


@given(layouts().filter(complete), st.sampled_from(["left", "right"]))
def test_a_side_border_may_be_missing(layout: Layout, side: str) -> None:
    x = XS[0] if side == "left" else XS[layout.columns]
    rulings = [r for r in layout.rulings if r.horizontal or r.position != x]
    if not any(not r.horizontal for r in rulings):
        return
    (table,) = find_tables(page(rulings=rulings))
    assert spans(table) == set(layout.spans)


def test_a_missing_top_border_is_where_the_uprights_end() -> None:
    rulings = borders([(0, 1, 0, 1), (0, 1, 1, 2), (1, 2, 0, 1), (1, 2, 1, 2)], XS, YS)
    rulings = [r for r in rulings if not (r.horizontal and r.position == YS[0])]
    (table,) = find_tables(page(rulings=rulings))
    assert (table.rows, table.columns, len(table.cells)) == (2, 2, 4)


@given(layouts().filter(complete))
def test_every_square_belongs_to_exactly_one_cell(layout: Layout) -> None:
    (table,) = find_tables(page(rulings=layout.rulings))
    squares = [
        (row, column)
        for cell in table.cells
        for row in range(cell.row0, cell.row1)
        for column in range(cell.column0, cell.column1)
    ]
    assert len(squares) == len(set(squares)) == layout.rows * layout.columns


def test_tables_apart_are_found_from_top_to_bottom() -> None:
    lower = borders([(0, 1, 0, 1)], [40, 300], [500, 540])
    upper = borders([(0, 1, 0, 1), (0, 1, 1, 2)], [40, 200, 300], [50, 90])
    tables = find_tables(page(rulings=lower + upper))
    assert [len(table.cells) for table in tables] == [2, 1]


@pytest.mark.parametrize(
    "rulings",
    [[], [ruled(50, 100, 500, 100)], [ruled(50, 100, 500, 100), ruled(50, 140, 500, 140)]],
)
def test_lines_that_enclose_nothing_are_no_table(rulings: list[Ruling]) -> None:
    assert find_tables(page(rulings=rulings)) == []


def test_crossing_rulings_are_one_group_and_parallels_are_not() -> None:
    cross = [ruled(0, 10, 100, 10), ruled(50, 0, 50, 100)]
    apart = ruled(0, 300, 100, 300)
    assert sorted(len(group) for group in touching([*cross, apart])) == [1, 2]


def test_words_stand_in_their_cells() -> None:
    (table,) = find_tables(table_page([["企业名称", "甲公司"], ["地址", "上海\n浦东"]]))
    assert [cell.text for cell in table.cells] == ["企业名称", "甲公司", "地址", "上海浦东"]
    assert table.cells[3].lines == ["上海", "浦东"]
    assert [cell.text for cell in table.row(1)] == ["地址", "上海浦东"]


def test_a_word_over_a_ruling_is_cut_where_it_really_stands_in_both() -> None:
    cells = find_tables(table_page([["", ""]]))[0].cells
    left, right = place(cells, [word("左左左右右右", cells[0].box.x1 - 30, 55)])
    assert (left.text, right.text) == ("左左左", "右右右")


def test_a_word_that_juts_out_stays_whole() -> None:
    cells = find_tables(table_page([["", ""]]))[0].cells
    left, right = place(cells, [word("甲乙丙丁戊己庚辛", cells[0].box.x1 - 70, 55)])
    assert (left.text, right.text) == ("甲乙丙丁戊己庚辛", "")


@given(st.floats(0, 130), st.floats(0, 130))
def test_a_cut_word_keeps_the_characters_between(one: float, other: float) -> None:
    left, right = sorted((one, other))
    whole = word("一二三四五六七八", 20, 50)
    part = cut_word(whole, left, right)
    kept = "".join(c for i, c in enumerate(whole.text) if left <= 25 + 10 * i < right)
    assert (part.text if part else "") == kept
    if part is not None:
        assert len(part.edges) == len(part.text) + 1
        assert (part.box.x0, part.box.x1) == (part.edges[0], part.edges[-1])


def test_a_wall_below_an_open_floor_parts_the_cells() -> None:
    rulings = borders([(0, 2, 0, 3)], XS, YS)
    rulings.append(ruled(XS[1], YS[1], XS[1], YS[2]))  # only in the lower row
    rulings.append(ruled(XS[2], YS[0], XS[2], YS[2]))
    rulings.append(ruled(XS[2], YS[1], XS[3], YS[1]))
    (table,) = find_tables(page(rulings=rulings))
    assert (0, 1, 0, 2) in spans(table)
    assert {(1, 2, 0, 1), (1, 2, 1, 2)} <= spans(table)


@given(
    st.integers(3, 6),
    st.integers(2, 5),
    st.sets(st.sampled_from(["top", "bottom", "left", "right"])),
    st.data(),
)
def test_any_outer_border_may_be_missing(
    rows: int, columns: int, missing: set[str], data: st.DataObject
) -> None:
    spans_ = [(r, r + 1, c, c + 1) for r in range(rows) for c in range(columns)]
    outer = {
        "top": (True, YS[0]),
        "bottom": (True, YS[rows]),
        "left": (False, XS[0]),
        "right": (False, XS[columns]),
    }
    gone = {outer[side] for side in missing}
    kept = [r for r in borders(spans_, XS, YS) if (r.horizontal, r.position) not in gone]
    shifts = data.draw(st.lists(st.floats(-0.8, 0.8), min_size=len(kept), max_size=len(kept)))
    rulings = [moved(r, shift, 0) for r, shift in zip(kept, shifts, strict=True)]
    (table,) = find_tables(page(rulings=rulings))
    assert spans(table) == set(spans_)


def test_a_step_keeps_a_cell_a_rectangle() -> None:
    # The two upper squares are open to the left one below, but a wall runs into it.
    rulings = borders([(0, 1, 0, 2), (0, 2, 2, 3), (1, 2, 0, 1), (1, 2, 1, 2)], XS, YS)
    rulings = [r for r in rulings if not (r.horizontal and r.position == YS[1])]
    rulings.append(ruled(XS[2], YS[1], XS[3], YS[1]))
    (table,) = find_tables(page(rulings=rulings))
    squares = sum((c.row1 - c.row0) * (c.column1 - c.column0) for c in table.cells)
    assert squares == table.rows * table.columns
    assert {(1, 2, 0, 1), (1, 2, 1, 2)} <= spans(table)


def test_a_mark_smaller_than_a_cell_is_no_table() -> None:
    thin = [ruled(50, 100, 50.9, 100), ruled(50, 100.5, 50.9, 100.5), ruled(50.2, 99, 50.2, 101.4)]
    assert find_tables(page(rulings=thin)) == []
