from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.round_boxes import round_marks


def page(*circles: tuple[int, int, int], dots: tuple[tuple[int, int, int], ...] = ()) -> list[bool]:
    """Return the state of every mark on a page of 200 pixels an inch."""
    ink = np.zeros((300, 400), np.uint8)
    for x, y, radius in circles:
        cv2.circle(ink, (x, y), radius, 255, 2, cv2.LINE_AA)
    for x, y, radius in dots:
        cv2.circle(ink, (x, y), radius, 255, -1)
    found = round_marks(np.asarray(255 * (ink > 127), np.uint8), 1.0, 200 / 72)
    return [mark.ticked for mark in sorted(found, key=lambda mark: mark.box.x0)]


@pytest.mark.parametrize("radius", [9, 12, 16, 19])
def test_a_dot_chooses_a_circle(radius: int) -> None:
    circles = ((60, 100, radius), (200, 100, radius))
    assert page(*circles) == [False, False]
    assert page(*circles, dots=((200, 100, radius // 2),)) == [False, True]


def test_a_disc_is_a_chosen_circle() -> None:
    assert page(dots=((60, 100, 12),)) == [True]


@pytest.mark.parametrize("radius", [4, 60])
def test_full_stops_and_seals_are_no_boxes(radius: int) -> None:
    assert page((150, 150, radius)) == []


def test_squares_and_letters_are_no_circles() -> None:
    ink = np.zeros((100, 400), np.uint8)
    cv2.rectangle(ink, (20, 20), (45, 45), 255, 2)
    cv2.putText(ink, "BSE8C", (80, 60), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 255, 2)
    assert round_marks(ink, 1.0, 200 / 72) == []
