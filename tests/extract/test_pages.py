from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extract.geometry import Box, Frame
from extract.pages import Page, Ruling

from .builders import ruled, word

COORDINATE = st.floats(0, 500)


def page(frame: Frame, width: float = 842, height: float = 595) -> Page:
    return Page("a.pdf", 1, width, height, True, frame)


def test_a_ruling_knows_where_it_runs() -> None:
    level, plumb = ruled(10, 50, 200, 52), ruled(30, 5, 31, 90)
    assert (level.horizontal, level.position, level.span) == (True, 51, (10, 200))
    assert (plumb.horizontal, plumb.position, plumb.span) == (False, 30.5, (5, 90))


@given(COORDINATE, COORDINATE, COORDINATE, COORDINATE)
def test_a_turned_ruling_is_the_other_kind(x0: float, y0: float, x1: float, y1: float) -> None:
    box = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    turned = Box(box.y0, box.x0, box.y1, box.x1)
    level, plumb = Ruling(box, horizontal=True), Ruling(turned, horizontal=False)
    assert (level.position, level.span) == (plumb.position, plumb.span)


def test_an_upright_page_locates_boxes_where_they_are() -> None:
    assert page(Frame(842, 595)).locate(Box(10.004, 20.006, 30, 40)) == (10, 20.01, 30, 40)


def test_a_turned_page_locates_boxes_as_displayed() -> None:
    # Content turned clockwise by 90 degrees: upright (x, y) is displayed at (595 - y, x).
    turned = page(Frame(595, 842, (0, -1, 595, 1, 0, 0, 0, 0, 1)))
    assert turned.locate(Box(100, 20, 300, 40)) == (555, 100, 575, 300)


@given(COORDINATE, COORDINATE, st.floats(-0.1, 0.1))
def test_what_is_located_lies_on_the_page_displayed(x: float, y: float, angle: float) -> None:
    c, s = float(np.cos(angle)), float(np.sin(angle))
    shown = page(Frame(842, 595, (c, -s, 5, s, c, -5, 0, 0, 1)))
    x0, y0, x1, y1 = shown.locate(Box(x, y, x + 300, y + 90))
    assert 0 <= x0 <= x1 <= 842
    assert 0 <= y0 <= y1 <= 595


def test_traces_do_not_tell_words_apart() -> None:
    one = word("1.00", 0, 0)
    other = type(one)(**{**vars(one), "traces": (np.ones((2, 16), np.float32),)})
    assert one == other
    assert "traces" not in repr(other)
