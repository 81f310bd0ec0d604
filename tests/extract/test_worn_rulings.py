from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from extract.pages import Ruling
from extract.worn_rulings import with_worn_parts

from .builders import ruled

PAPER = 240


def worn(depth: int, high: int = 300) -> NDArray[np.uint8]:
    """Draw a box of three rows; an upright line in it shows faintly, down to `high`."""
    grey = np.full((500, 700), PAPER, np.uint8)
    noise = np.random.default_rng(1).normal(0, 3, grey.shape)
    grey[200:high, 300:302] -= depth
    return np.asarray(np.clip(grey + noise, 0, 255), np.uint8)


def found() -> list[Ruling]:
    level = [ruled(100, y, 600, y) for y in (100, 200, 300, 400)]
    sides = [ruled(x, 100, x, 400) for x in (100, 600)]
    return [*level, *sides, ruled(301, 100, 301, 200)]


def lengths(grey: NDArray[np.uint8], rulings: list[Ruling]) -> set[tuple[float, float]]:
    more = with_worn_parts(rulings, grey, 1.0, 1.0)[len(rulings) :]
    return {r.span for r in more if not r.horizontal and r.position == 301}


@pytest.mark.parametrize(
    ("depth", "high", "parts"), [(15, 300, {(200, 300)}), (0, 300, set()), (15, 260, set())]
)
def test_a_faint_part_of_a_grid_line_is_found(
    depth: int, high: int, parts: set[tuple[float, float]]
) -> None:
    assert lengths(worn(depth, high), found()) == parts


def test_nothing_is_looked_for_out_of_line_with_a_ruling() -> None:
    assert lengths(worn(15), found()[:-1]) == set()


def test_another_tables_line_is_none_of_this_one() -> None:
    rulings = [r for r in found() if r.position != 100 or r.horizontal is False]
    apart = [ruled(301, 20, 301, 60), ruled(100, 20, 600, 20), ruled(100, 60, 600, 60)]
    assert lengths(worn(15), [*rulings[:-1], *apart]) == set()


def test_a_level_part_is_found_as_well() -> None:
    grey, rulings = np.asarray(worn(15).T.copy(), np.uint8), found()
    turned = [ruled(r.box.y0, r.box.x0, r.box.y1, r.box.x1) for r in rulings]
    more = with_worn_parts(turned, grey, 1.0, 1.0)[len(turned) :]
    assert [(r.position, r.span) for r in more if r.horizontal] == [(301, (200, 300))]
