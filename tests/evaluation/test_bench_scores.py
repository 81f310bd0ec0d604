from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

from rich.console import Console

from evaluation.bench import CLEAN, Alarm, Trial
from evaluation.bench_scores import failed, print_scores, score, write_scores
from evaluation.plants.registry import Sight

MARK = ("audit-mismatch", "net_profit@2022")
ALARM = Alarm(code="not-local", key="", severity="high", message="注册地址不在上海市")


def trial(
    plant: str = "figure-scaled",
    sight: Sight = "text",
    state: str = "raised",
    alarms: tuple[Alarm, ...] = (),
) -> Trial:
    states = {name: (MARK,) if name == state else () for name in ("raised", "open", "missed")}
    return Trial(
        plant=plant, submission="a", sight=sight, seed=0, wanted=(MARK,) if state else (),
        alarms=alarms, **states,
    )  # fmt: skip


TRIALS = [
    trial(),
    trial(state="missed"),
    trial(sight="doubtful", state="open"),
    trial(sight="doubtful"),
    trial("rounded", state=""),
    trial("rounded", state="", alarms=(ALARM,)),
    trial(CLEAN, state="", alarms=(ALARM,)),
]


def test_right_is_found_or_left_open_or_silent() -> None:
    scores = score(TRIALS, 4, 1)
    shares = {(one.plant, one.sight): (one.right, one.n) for one in scores.classes}
    assert shares == {
        ("figure-scaled", "text"): (1, 2),
        ("figure-scaled", "doubtful"): (1, 2),
        ("rounded", "text"): (1, 2),
    }
    assert all(one.lower < one.share < one.upper for one in scores.classes)


def test_clean_submissions_are_counted_by_themselves() -> None:
    (clean,) = score(TRIALS, 4, 1).clean
    assert (clean.submissions, clean.high, clean.medium) == (1, 1, 0)


def test_what_was_done_wrong_is_listed() -> None:
    assert [failed(one) for one in TRIALS] == [False, True, False, True, False, True, True]
    assert len(score(TRIALS, 4, 1).failures) == 4


def test_everything_is_printed_and_written(tmp_path: Path) -> None:
    file = StringIO()
    scores = score(TRIALS, 4, 1)
    print_scores(scores, Console(file=file, width=250), shown=2)
    assert "按比例改大或改小" in file.getvalue()
    assert "没有做对的（共 4 次，列出 2 次）" in file.getvalue()
    write_scores(scores, tmp_path / "s.json")
    written = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert written["failures"][0]["missed"] == [list(MARK)]
