from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from evaluation.character_errors import Accuracy
from evaluation.peers import OWN
from evaluation.speed_pages import TimedPage
from evaluation.speed_report import Timed, chart, lines, rates, rows, worse_than

ALL_RIGHT = Accuracy(0, 100, 4, 4)


def timed(
    name: str, page: int, processor: float, turn: int = 0, found: Accuracy = ALL_RIGHT
) -> Timed:
    return Timed(
        name, "best", TimedPage("form", Path(f"{page}.pdf"), "文"), turn, processor, 1.0, 500, found
    )


RUN = [
    *(timed(OWN, page, 0.5 * page) for page in (1, 2, 3)),
    *(timed("slow", page, 1.0 * page) for page in (1, 2, 3)),
    *(timed("quick", page, 0.25 * page) for page in (1, 2, 3)),
]


def test_readers_are_compared_page_by_page() -> None:
    found = list(rows(RUN))
    assert [row.reader for row in found] == [OWN, "quick (best)", "slow (best)"]
    assert [row.ratio for row in found] == [(1, 1, 1), (0.5, 0.5, 0.5), (2, 2, 2)]
    assert found[0].seconds == 1.0


def test_the_spread_is_that_of_the_pages() -> None:
    uneven = [timed(OWN, page, 1.0) for page in (1, 2, 3)]
    uneven += [timed("peer", page, ratio) for page, ratio in ((1, 1.0), (2, 2.0), (3, 3.0))]
    assert list(rows(uneven))[1].ratio == (1.5, 2.0, 2.5)


def test_a_page_read_again_counts_once_for_accuracy() -> None:
    wrong = Accuracy(10, 100, 1, 4)
    twice = [timed(OWN, 1, 0.5, turn, wrong) for turn in (0, 1)] + [timed(OWN, 2, 0.5)]
    assert next(rows(twice)).accuracy == Accuracy(10, 200, 5, 8)
    assert rates(twice) == {"form": {"character_error_rate": 0.05, "figure_match": 0.625}}


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (Accuracy(1, 100, 4, 4), []),
        (Accuracy(2, 100, 4, 4), ["form: character error rate 0.0200, recorded 0.0100"]),
        (Accuracy(0, 100, 3, 4), ["form: figures exact 0.7500, recorded 1.0000"]),
    ],
)
def test_no_accuracy_may_be_lost(now: Accuracy, told: list[str]) -> None:
    recorded = rates([timed(OWN, 1, 0.5, 0, Accuracy(1, 100, 4, 4))])
    assert worse_than([timed(OWN, 1, 0.1, 0, now)], recorded) == told


def test_the_table_names_what_is_missing() -> None:
    said = list(lines(RUN, ["tesseract (best): not installed"]))
    assert said[-1] == "missing: tesseract (best): not installed"
    assert (
        "| scanned forms | slow (best) | 0.50 | 2.00 (2.00-2.00) | 0.00 % | 12/12 | 500 |" in said
    )


def test_the_chart_has_a_bar_for_every_reader() -> None:
    drawing = ElementTree.fromstring(chart(RUN))
    bars = [one for one in drawing if one.tag.endswith("rect") and one.get("x")]
    widths = [float(one.get("width", 0)) for one in bars]
    assert widths[1] == pytest.approx(widths[0] / 2, abs=0.2)
    assert widths[2] == pytest.approx(widths[0] * 2, abs=0.2)
