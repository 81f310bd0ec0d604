from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from extract.pages import Ruling
from extract.rulings import binarised, merged, pixel_rulings

from .builders import ruled

SCALE = 200 / 72  # pixels a point of a scan with 200 dots per inch
Ink = NDArray[np.uint8]


def sheet() -> Ink:
    return np.zeros((1100, 800), np.uint8)


def across(ink: Ink, y: int, x0: int, x1: int, thickness: int = 3) -> None:
    ink[y : y + thickness, x0:x1] = 255


def down(ink: Ink, x: int, y0: int, y1: int, thickness: int = 3) -> None:
    ink[y0:y1, x : x + thickness] = 255


def rulings(ink: Ink) -> list[Ruling]:
    return pixel_rulings(ink, 1.0, SCALE)


def near(ruling: Ruling, position: float, low: float, high: float) -> bool:
    found = np.array([ruling.position, *ruling.span]) * SCALE
    return bool(np.abs(found - (position, low, high)).max() <= 3)


def test_lines_are_found_where_they_are() -> None:
    ink = sheet()
    across(ink, 200, 100, 700)
    down(ink, 400, 200, 600)
    horizontal, vertical = sorted(rulings(ink), key=lambda r: not r.horizontal)
    assert horizontal.horizontal
    assert near(horizontal, 201.5, 100, 700)
    assert not vertical.horizontal
    assert near(vertical, 401.5, 200, 600)


def test_a_bare_sheet_has_none() -> None:
    assert rulings(sheet()) == []


def test_a_thick_bar_is_no_ruling() -> None:
    ink = sheet()
    across(ink, 200, 100, 700, thickness=60)
    assert [r for r in rulings(ink) if r.horizontal] == []


def test_a_short_dash_is_no_ruling() -> None:
    ink = sheet()
    across(ink, 200, 100, 150)
    assert rulings(ink) == []


def test_a_small_break_is_mended() -> None:
    ink = sheet()
    across(ink, 200, 100, 700)
    ink[:, 350:352] = 0
    (found,) = rulings(ink)
    assert near(found, 201.5, 100, 700)


def test_a_bent_line_is_one_ruling() -> None:
    ink = sheet()
    for x in range(100, 700):
        ink[200 + (x - 100) // 150 : 203 + (x - 100) // 150, x] = 255
    (found,) = rulings(ink)
    assert near(found, 203, 100, 700)


def test_a_row_of_print_is_no_ruling() -> None:
    ink = sheet()
    for x in range(100, 700, 6):  # strokes with gaps, as of characters
        ink[200:225, x : x + 4] = 255
    assert [r for r in rulings(ink) if r.horizontal] == []


def test_an_upright_stroke_by_itself_is_print() -> None:
    ink = sheet()
    down(ink, 400, 300, 360)
    assert rulings(ink) == []


@pytest.mark.parametrize("y", [298, 360])
def test_an_upright_that_meets_a_ruling_is_one(y: int) -> None:
    ink = sheet()
    down(ink, 400, 300, 360)
    across(ink, y, 100, 700)
    assert sum(not r.horizontal for r in rulings(ink)) == 1


def test_ink_is_told_by_the_paper_around_it() -> None:
    grey = np.tile(np.linspace(120, 250, 800), (400, 1))  # a shadow over one side
    grey[200:203, 50:750] -= 60
    image = np.repeat(grey[..., None], 3, axis=2).astype(np.uint8)
    ink = binarised(image, 1.0)
    assert ink[201, 60:740].min() == 255
    assert ink[150].max() == 0


def test_doubled_and_broken_lines_are_one() -> None:
    parts = [ruled(50, 100, 200, 100), ruled(205, 101, 400, 101), ruled(50, 102, 400, 102)]
    (found,) = merged(parts)
    assert found.span == (50.0, 400.0)
    assert 100 < found.position < 102


def test_lines_apart_stay_apart() -> None:
    parts = [ruled(50, 100, 200, 100), ruled(220, 100, 400, 100), ruled(50, 110, 400, 110)]
    assert len(merged(parts)) == 3


def test_a_crossing_joins_nothing() -> None:
    assert len(merged([ruled(50, 100, 400, 100), ruled(100, 50, 100, 400)])) == 2


@given(st.lists(st.tuples(*[st.integers(0, 60).map(lambda n: 10.0 * n)] * 2, st.integers(1, 300))))
def test_merging_keeps_all_ink_and_is_done_once(parts: list[tuple[float, float, int]]) -> None:
    rows = [ruled(x, y, x + length, y) for x, y, length in parts]
    rows = [Ruling(row.box, True) for row in rows]
    found = merged(rows)
    for row in rows:
        assert any(
            one.position == pytest.approx(row.position)
            and one.span[0] <= row.span[0]
            and row.span[1] <= one.span[1]
            for one in found
        )
    assert len(merged(found)) == len(found) <= len(rows)


def test_a_line_broken_again_and_again_by_scanning_is_one_ruling() -> None:
    ink = sheet()
    across(ink, 200, 100, 700)
    for x in range(130, 700, 30):
        ink[:, x : x + 2] = 0
    (found,) = rulings(ink)
    assert near(found, 201.5, 100, 700)


def dotted(ink: NDArray[np.uint8], y: int, x0: int, x1: int) -> None:
    for x in range(x0, x1, 6):
        across(ink, y, x, x + 3)


def test_a_dotted_line_is_a_ruling() -> None:
    ink = sheet()
    dotted(ink, 200, 100, 700)
    (found,) = rulings(ink)
    assert near(found, 201.5, 100, 700)
    assert found.horizontal
    (upright,) = rulings(np.ascontiguousarray(ink.T))
    assert near(upright, 201.5, 100, 700)
    assert not upright.horizontal


def test_a_dotted_line_may_end_at_a_solid_one() -> None:
    ink = sheet()
    dotted(ink, 200, 100, 697)
    down(ink, 90, 150, 250)
    down(ink, 702, 150, 250)
    assert sum(r.horizontal for r in rulings(ink)) == 1


def test_a_short_row_of_dots_is_none() -> None:
    ink = sheet()
    dotted(ink, 200, 100, 240)
    assert rulings(ink) == []


def test_dots_that_lead_from_print_to_a_figure_are_none() -> None:
    ink = sheet()
    dotted(ink, 200, 100, 700)
    ink[188:212, 70:95:2] = 255
    assert rulings(ink) == []


def test_dots_with_print_above_them_are_none() -> None:
    ink = sheet()
    dotted(ink, 200, 100, 700)
    ink[188:198, 100:700:7] = 255
    assert rulings(ink) == []


def test_the_edges_of_a_dark_head_are_rulings() -> None:
    grey = np.full((1200, 900), 240, np.uint8)
    grey[300:340, 100:800] = 90
    grey[312:328, 200:600:9] = 235
    found = pixel_rulings(sheet(), 1.0, 1.0, grey)
    level = sorted(r.position for r in found if r.horizontal)
    assert level == pytest.approx([300.5, 339.5], abs=2)
    assert sorted(r.position for r in found if not r.horizontal) == pytest.approx([100, 799], abs=2)


@pytest.mark.parametrize("box", [(300, 340, 0, 800), (300, 310, 100, 800), (300, 340, 100, 140)])
def test_what_is_at_the_edge_or_small_is_no_head(box: tuple[int, int, int, int]) -> None:
    grey = np.full((1200, 900), 240, np.uint8)
    grey[box[0] : box[1], box[2] : box[3]] = 90
    assert pixel_rulings(sheet(), 1.0, 1.0, grey) == []


def test_a_stroke_between_print_on_both_sides_is_no_ruling() -> None:
    ink = sheet()
    across(ink, 200, 100, 700)
    for x in range(100, 700, 8):
        ink[188:216, x : x + 4] = 255
    assert [r for r in rulings(ink) if r.horizontal] == []


@pytest.mark.parametrize(("y0", "y1", "count"), [(0, 700, 0), (300, 1100, 0), (100, 900, 1)])
def test_an_upright_line_to_the_pages_edge_is_a_scratch(y0: int, y1: int, count: int) -> None:
    ink = sheet()
    down(ink, 400, y0, y1)
    assert len(rulings(ink)) == count


def test_a_head_and_a_column_of_heads_that_meet_are_two() -> None:
    grey = np.full((1100, 800), 240, np.uint8)
    grey[300:350, 100:700] = 90
    grey[300:800, 100:160] = 90
    found = pixel_rulings(sheet(), 1.0, 1.0, grey)
    level = {round(r.position, -1) for r in found if r.horizontal}
    upright = {round(r.position, -1) for r in found if not r.horizontal}
    assert {300, 350, 800} <= level
    assert {100, 160, 700} <= upright


def headed(print_at: int) -> list[int]:
    """Return how far up rulings under a dark head go, which holds white print."""
    grey, ink = np.full((1200, 900), 240, np.uint8), sheet()
    grey[300:350, 100:800] = 60
    grey[312:338, print_at : print_at + 100 : 3] = 235
    for x in (300, 500):
        down(ink, x, 345, 700)
    across(ink, 700, 100, 800)
    found = pixel_rulings(ink, 1.0, 1.0, grey)
    return [int(round(r.span[0], -1)) for r in found if not r.horizontal and 200 < r.position < 600]


def test_rulings_go_on_through_a_dark_head_where_no_print_is_in_the_way() -> None:
    assert headed(350) == [300, 300]
    assert headed(460) == [300, 340]
