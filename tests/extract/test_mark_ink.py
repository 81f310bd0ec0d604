from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.choices import Option
from extract.geometry import Box
from extract.mark_ink import by_ink
from extract.page_ink import PageInk, kept_ink

SCALE = 2.0
NAMES = ("企业", "平台", "示范区", "其他")
STEP, WIDTH, HEIGHT = 60, 24, 12


def words(index: int) -> Box:
    x = 40.0 + STEP * index
    return Box(x, 50, x + WIDTH, 50 + HEIGHT)


def options(count: int) -> list[Option]:
    return [
        Option(NAMES[index], None, 2 * index, 0.9, words(index), words(index))
        for index in range(count)
    ]


def page(count: int, *chosen: int, behind: bool = False, box: bool = True) -> PageInk:
    """Draw a box by each option, with a tick in some of them."""
    ink = np.zeros((300, 700), np.uint8)
    for index in range(count):
        x = round(SCALE * (words(index).x1 + 3 if behind else words(index).x0 - 13))
        y = round(SCALE * 51)
        if box:
            cv2.rectangle(ink, (x, y), (x + 20, y + 20), 255, 1)
        if index in chosen:
            cv2.polylines(ink, [np.array([[x + 3, y + 9], [x + 8, y + 17], [x + 18, y + 2]])], False, 255, 2)  # fmt: skip
    return kept_ink(ink, [], SCALE)


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize(("behind", "box"), [(False, False), (False, True), (True, True)])
def test_the_option_with_more_ink_beside_it_is_chosen(count: int, behind: bool, box: bool) -> None:
    for index in range(count):
        found = by_ink(options(count), [], page(count, index, behind=behind, box=box))
        assert found is not None
        assert [o.value for o in found if o.ticked] == [NAMES[index]]


def test_several_may_be_chosen() -> None:
    found = by_ink(options(4), [], page(4, 0, 2))
    assert found is not None
    assert [o.value for o in found if o.ticked] == ["企业", "示范区"]


def test_boxes_alike_choose_nothing() -> None:
    assert by_ink(options(3), [], page(3)) is None
    assert by_ink(options(3), [], page(3, 0, 1, 2)) is None
    assert by_ink(options(1), [], page(1, 0)) is None


def test_kept_ink_has_no_rulings() -> None:
    ink = np.zeros((100, 200), np.uint8)
    ink[40:42, :] = 255
    ink[60:70, 20:30] = 255
    kept = kept_ink(ink, [Box(0, 20, 100, 21)], SCALE)
    assert kept.amount(Box(0, 0, 100, 50)) == 25
    assert kept.part(Box(10, 30, 15, 35)).all()
