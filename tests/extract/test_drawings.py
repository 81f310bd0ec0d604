from __future__ import annotations

import math

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.checkboxes import drawn_marks, free_ticks, rings_of
from extract.drawings import Drawings, read_drawings
from extract.geometry import Box

from .builders import word


def drawn(*shapes: str, at: tuple[float, float] = (100, 100), side: float = 10) -> Drawings:
    """Draw shapes in and about a square of a page and read them."""
    document = pymupdf.open()
    page = document.new_page()
    for shape in shapes:
        _draw(page, shape, *at, side)
    reread = pymupdf.open("pdf", document.tobytes())
    return read_drawings(reread[0], lambda box: box)


def _draw(page: pymupdf.Page, shape: str, x: float, y: float, side: float) -> None:
    if shape in ("circle", "dot"):
        _draw_circle(page, shape, (x + side / 2, y + side / 2), side / 2)
        return
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    paths = {
        "outline": [[*corners, corners[0]]],
        "lines": [[a, b] for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)],
        "tick": [[(x + 1, y + 5), (x + 4, y + 9), (x + 11, y - 1)]],
        "blob": [[(x + 1, y + 5), (x + 4, y + 8), (x + 11, y - 1), (x + 4.5, y + 9.5)]],
        "beside": [[(x - 9, y + 4), (x - 6, y + 9), (x - 2, y - 2)]],
        "cross": [[(x + 1, y + 1), (x + 9, y + 9)], [(x + 9, y + 1), (x + 1, y + 9)]],
        "many points": [[(x + 1 + t, y + 5 + 3 * math.sin(t)) for t in (i / 4 for i in range(36))]],
    }
    if shape in paths:
        for path in paths[shape]:
            if shape == "blob":
                page.draw_polyline(path, color=None, fill=(0, 0, 0), closePath=True)
            else:
                page.draw_polyline(path)
        return
    inset = 2 if shape == "inner" else 0
    rectangle = pymupdf.Rect(x + inset, y + inset, x + side - inset, y + side - inset)
    page.draw_rect(rectangle, color=None if inset else (0, 0, 0), fill=(0, 0, 0) if inset else None)


def _draw_circle(
    page: pymupdf.Page, shape: str, middle: tuple[float, float], radius: float
) -> None:
    if shape == "dot":
        page.draw_circle(middle, radius / 2, color=None, fill=(0, 0, 0))
    else:
        page.draw_circle(middle, radius)


@pytest.mark.parametrize("box", ["rectangle", "outline", "lines", "circle"])
@pytest.mark.parametrize("pen", ["tick", "blob", "cross", "many points", "dot", "inner"])
def test_any_pen_ticks_any_box(box: str, pen: str) -> None:
    assert [mark.ticked for mark in drawn_marks(drawn(box), ())] == [False]
    assert [mark.ticked for mark in drawn_marks(drawn(box, pen), ())] == [True]


@pytest.mark.parametrize("box", ["outline", "lines"])
def test_the_sides_of_a_box_are_no_rulings(box: str) -> None:
    assert drawn(box).rulings == ()


def test_a_cell_of_a_table_is_no_box_to_tick() -> None:
    found = drawn("outline", side=40)
    assert (found.squares, len(found.rulings)) == ((), 4)


def test_a_tick_beside_a_box_is_free() -> None:
    found = drawn("rectangle", "beside")
    marks = drawn_marks(found, ())
    assert [mark.ticked for mark in marks] == [False]
    assert len(free_ticks(found, marks)) == 1
    assert free_ticks(drawn("rectangle", "tick"), marks) == []


@pytest.mark.parametrize(
    ("place", "boxes", "rings"), [((101, 101), 0, 1), ((130, 101), 1, 0), ((101, 130), 1, 0)]
)
def test_a_small_circle_is_a_ring_where_it_holds_print(
    place: tuple[float, float], boxes: int, rings: int
) -> None:
    found, words = drawn("circle", side=16), [word("是", *place)]
    assert len(drawn_marks(found, words)) == boxes
    assert len(rings_of(found, words)) == rings


@given(
    st.floats(20, 150),
    st.floats(10, 40),
    st.floats(0, 6.3),
    st.integers(0, 3),
    st.floats(-0.4, 0.4),
)
def test_rings_drawn_by_hand_are_loops(
    width: float, height: float, turn: float, more: int, shake: float
) -> None:
    document = pymupdf.open()
    page = document.new_page()
    steps = [turn + math.tau * i / 24 for i in range(25 + more)]
    points = [
        (300 + width / 2 * math.cos(a) + shake * (i % 2), 300 + height / 2 * math.sin(a))
        for i, a in enumerate(steps)
    ]
    page.draw_polyline(points)
    assert len(read_drawings(page, lambda box: box).loops) == 1


def test_an_open_curve_is_no_loop() -> None:
    document = pymupdf.open()
    page = document.new_page()
    half = [(300 + 40 * math.cos(i / 8), 300 + 15 * math.sin(i / 8)) for i in range(26)]
    page.draw_polyline(half)
    assert read_drawings(page, lambda box: box).loops == ()


def test_a_dark_square_among_empty_ones_is_ticked_and_a_bullet_alone_is_none() -> None:
    square, dark = Box(100, 100, 110, 110), Box(150, 100, 160, 110)
    assert drawn_marks(Drawings(filled=(dark,)), ()) == []
    marks = drawn_marks(Drawings(squares=(square,), filled=(dark,)), ())
    assert [mark.ticked for mark in marks] == [False, True]
