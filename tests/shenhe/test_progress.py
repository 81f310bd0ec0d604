from __future__ import annotations

import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from shenhe import progress
from shenhe.child import PageRead
from shenhe.console import duration
from shenhe.progress import LoadProgress


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 秒"),
        (1.4, "1 秒"),
        (59, "59 秒"),
        (60, "1 分钟"),
        (89, "1 分钟"),
        (91, "2 分钟"),
        (3599, "60 分钟"),
        (3600, "1.0 小时"),
        (9000, "2.5 小时"),
    ],
)
def test_a_length_of_time_is_said_in_its_usual_unit(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@given(st.floats(min_value=0, max_value=1e9))
def test_what_is_said_is_near_the_time(seconds: float) -> None:
    number, unit = duration(seconds).split()
    one = {"秒": 1, "分钟": 60, "小时": 3600}[unit]
    assert abs(float(number) * one - seconds) <= 0.51 * (one if one < 3600 else 360)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """A terminal to draw on, and a clock that adds a second at each look."""
    drawn = StringIO()
    monkeypatch.setattr(
        progress, "people", Console(file=drawn, force_terminal=True, width=200, height=20)
    )
    ticks = iter(range(10_000))
    monkeypatch.setattr(progress, "monotonic", lambda: float(next(ticks)))
    return drawn


def last_frame(drawn: StringIO) -> str:
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", drawn.getvalue())
    return [line for line in re.split(r"[\r\n]", text) if "读取" in line][-1]


def test_the_bar_counts_submissions_and_pages(screen: StringIO) -> None:
    with LoadProgress() as bar:
        bar.begin([("甲", 100), ("乙", 300)])
        bar.page(PageRead(submission="甲", file="申报书.pdf", page=1, pages=2))
        bar.page(PageRead(submission="甲", file="申报书.pdf", page=2, pages=2))
        bar.done("甲")
    shown = last_frame(screen)
    assert "1/2" in shown
    assert "2 页" in shown
    assert "申报书.pdf 第2/2页" in shown


def test_time_left_goes_by_bytes(screen: StringIO) -> None:
    with LoadProgress() as bar:
        bar.begin([("甲", 100), ("乙", 300)])
        bar.done("甲")
        bar._progress.refresh()
        # One second for a quarter of the bytes.
        assert "剩余 3 秒" in last_frame(screen)
        bar.done("乙")
    assert "剩余 —" in last_frame(screen)


def test_a_name_cannot_paint_the_screen(screen: StringIO) -> None:
    with LoadProgress() as bar:
        bar.begin([("甲", 1)])
        bar.page(PageRead(submission="[red]甲[/red]", file="[bold]a[/].pdf", page=1, pages=1))
    assert "[red]甲[/red] [bold]a[/].pdf 第1/1页" in last_frame(screen)


def test_before_the_count_is_known_nothing_is_counted(screen: StringIO) -> None:
    with LoadProgress() as bar:
        bar.page(PageRead(submission="甲", file="a.pdf", page=1, pages=1))
        bar.done("甲")
        bar.say("正在清点")
    assert "正在清点" in screen.getvalue()
    assert "第1/1页" not in screen.getvalue()


def test_a_batch_without_bytes_has_no_time_left(screen: StringIO) -> None:
    with LoadProgress() as bar:
        bar.begin([("甲", 0), ("乙", 0)])
        bar.done("甲")
    assert "剩余 —" in last_frame(screen)
