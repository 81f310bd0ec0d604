"""Every way of marking options draws one, and says which."""

from __future__ import annotations

import random

import pytest

from samples.generate import fonts
from samples.generate.canvas import Sheet
from samples.generate.marking import WAYS
from samples.generate.press import print_sheets
from samples.generate.sets import draw_marked
from samples.generate.style import make_style
from samples.generate.ticks import option

pytest.importorskip("fontTools")


@pytest.mark.skipif(bool(fonts.missing()), reason="fonts of the generator are not installed")
@pytest.mark.parametrize("way", WAYS)
def test_a_chosen_option_looks_different(way: str) -> None:
    style = make_style("a", random.Random(1), **WAYS[way])
    sheets = []
    for ticked in (False, True):
        sheet = Sheet("form")
        option(sheet, 100, 100, "企业", ticked, style, style.font("form"), 12, "answer")
        assert ("answer" in sheet.marks) == ticked
        sheets.append(sheet)
    document = print_sheets(sheets)
    empty, chosen = (document[n].get_pixmap(dpi=100).samples for n in range(2))
    assert empty != chosen


def test_a_set_has_every_way() -> None:
    orders = draw_marked("c", 5, len(WAYS), None)
    assert len({tuple(sorted(order.style)) for order in orders}) > 3
    for way in WAYS.values():
        assert any(way.items() <= order.style.items() for order in orders)
