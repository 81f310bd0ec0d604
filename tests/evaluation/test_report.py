from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from evaluation.comparison import Group
from evaluation.measures import MEASURES
from evaluation.names import NAMES
from evaluation.report import as_json, print_report, write_json
from evaluation.runner import Evaluation, Outcome, evaluate, unread

from .examples import AUDIT, FORM, programme, reading, with_fields, write_submission


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    write_submission(tmp_path / "甲", "a1")
    write_submission(tmp_path / "甲", "b1")
    (tmp_path / "甲" / "草稿").mkdir()

    def read(folders: Sequence[Path]) -> Iterator[tuple[Path, Outcome]]:
        for folder in folders:
            if folder.name == "b1":
                yield folder, unread(folder, "[打不开]")
            else:
                yield folder, Outcome(with_fields(registered_capital=reading(5000)), seconds=3.0)

    return evaluate([tmp_path / "甲"], read, lambda records: {}, programme())


def printed(evaluation: Evaluation, width: int = 110, shown: int = 40) -> str:
    console = Console(width=width, file=StringIO())
    with console.capture() as capture:
        print_report(evaluation, console, shown)
    return capture.get()


def test_tables_show_shares_findings_and_misses(evaluation: Evaluation) -> None:
    text = printed(evaluation)
    for expected in ("逐项比对·全部", "逐项比对·示范企业", "每页 0.50 秒", "5/12", "读错", "漏报"):
        assert expected in text
    assert "示范区（%）" not in text
    assert "甲/b1 未能读取：[打不开]" in text
    assert "未计入的文件夹：甲/草稿" in text


def test_surest_mistakes_come_first_and_the_list_is_cut(evaluation: Evaluation) -> None:
    text = printed(evaluation, shown=1)
    assert f"共 {len(evaluation.misses)} 项，列出 1 项" in text
    assert "registered_capital" in text
    assert "legal_representative" not in text


def test_json_lists_every_single_miss_with_its_place(evaluation: Evaluation) -> None:
    shown = json.loads(as_json(evaluation))
    assert len(shown["misses"]) == len(evaluation.misses)
    miss = next(one for one in shown["misses"] if one["what"] == "registered_capital")
    assert miss["submission"] == "甲/a1"
    assert (miss["expected"], miss["got"], miss["text"]) == (500, 5000, "5000")
    assert (miss["file"], miss["page"], miss["bbox"]) == (FORM, 2, [10, 20, 30, 40])
    assert miss["confidence"] == 0.99
    assert miss["power_of_ten"] is True
    absent = next(one for one in shown["misses"] if one["group"] == "lines")
    assert (absent["file"], absent["page"]) == (AUDIT, 2)
    assert len(shown["finding_misses"]) == 4
    assert "comparisons" not in shown


def test_json_can_hold_what_was_right_too(evaluation: Evaluation, tmp_path: Path) -> None:
    write_json(evaluation, tmp_path / "out.json", everything=True)
    shown = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert len(shown["comparisons"]) == len(evaluation.comparisons)


def test_every_group_has_a_name_and_every_measure_its_own_id() -> None:
    groups: tuple[str, ...] = Group.__args__  # type: ignore[attr-defined]  # of a Literal
    assert set(groups) <= NAMES.keys()
    assert len({measure.id for measure in MEASURES}) == len(MEASURES)
