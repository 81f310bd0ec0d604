from __future__ import annotations

from archive.layout import boxes, pack, unpack
from extract.records import Run

RUNS = (Run(2, 0, 0, 20, 10), Run(4, 30, 0, 70, 10), Run(4, 0, 20, 10, 60))
TEXT = "甲乙丙丁戊己\n天地玄黄"


def test_runs_come_back() -> None:
    assert unpack(pack(RUNS)) == RUNS
    assert unpack(b"") == ()


def test_a_stretch_has_a_box_for_each_run_it_is_in() -> None:
    assert boxes(TEXT, RUNS, 1, 4) == ((10, 0, 20, 10), (30, 0, 50, 10))


def test_upright_lines_are_cut_along_their_length() -> None:
    assert boxes(TEXT, RUNS, 8, 10) == ((0, 30, 10, 50),)


def test_a_stretch_over_a_line_break() -> None:
    assert boxes(TEXT, RUNS, 5, 8) == ((60, 0, 70, 10), (0, 20, 10, 30))


def test_where_the_places_are_not_known_there_is_no_box() -> None:
    assert boxes(TEXT, (), 0, 3) == ()
