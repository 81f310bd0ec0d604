from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from checks.findings import Finding
from evaluation.labelled import LabelledSetError
from evaluation.runner import Outcome, evaluate, unread
from extract.records import Record

from .examples import programme, record, write_submission

MISSING = Finding(
    code="missing-field", key="contact_email", severity="medium", message="缺", confidence=0.9
)


def read(folders: Sequence[Path]) -> Iterator[tuple[Path, Outcome]]:
    for folder in reversed(folders):
        bad = folder.name == "bad"
        yield folder, unread(folder, "打不开") if bad else Outcome(record(folder.name), 12.0)


def check(records: Sequence[Record]) -> Mapping[str, Sequence[Finding]]:
    return {one.id: [MISSING] for one in records if one.kind is not None}


def test_two_sets_are_checked_apart_and_scored_together(tmp_path: Path) -> None:
    write_submission(tmp_path / "甲", "a1")
    write_submission(tmp_path / "甲", "a2", clean=True)
    write_submission(tmp_path / "乙", "a1")
    batches: list[list[str]] = []

    def noted(records: Sequence[Record]) -> Mapping[str, Sequence[Finding]]:
        batches.append([one.id for one in records])
        return check(records)

    found = evaluate([tmp_path / "甲", tmp_path / "乙"], read, noted, programme())
    assert batches == [["a1", "a2"], ["a1"]]
    assert [run.submission for run in found.submissions] == ["甲/a1", "甲/a2", "乙/a1"]
    assert found.misses == ()
    assert [(one.submission, one.outcome) for one in found.finding_misses] == [
        ("甲/a1", "missed"),
        ("甲/a2", "false"),
        ("乙/a1", "missed"),
    ]
    assert [(one.origin, one.medium) for one in found.scores.false_alarms] == [
        ("all", 1),
        ("mixed", 1),
    ]
    assert found.speed.seconds_per_page == 2.0
    assert found.speed.by_origin == {"mixed": 2.0}


def test_a_submission_that_cannot_be_read_is_missed_in_all(tmp_path: Path) -> None:
    write_submission(tmp_path, "bad")
    write_submission(tmp_path, "good")
    found = evaluate([tmp_path], read, check, programme())
    bad, good = found.submissions
    assert (bad.error, good.error) == ("打不开", None)
    assert good.misses == 0
    assert found.scores.share("fields").share == 0.5
    assert {miss.outcome for miss in found.misses} == {"missing"}
    assert found.speed.pages == 6


def test_other_errors_are_not_swallowed(tmp_path: Path) -> None:
    def broken(folders: Sequence[Path]) -> Iterator[tuple[Path, Outcome]]:
        raise ZeroDivisionError

    write_submission(tmp_path, "a1")
    with pytest.raises(ZeroDivisionError):
        evaluate([tmp_path], broken, check, programme())


def test_progress_names_the_submission_read_last(tmp_path: Path) -> None:
    for name in ("a1", "a2"):
        write_submission(tmp_path / "甲", name)
    steps: list[tuple[str, int, int]] = []
    evaluate([tmp_path / "甲"], read, check, programme(), lambda *step: steps.append(step))
    assert steps == [("", 0, 2), ("甲/a2", 1, 2), ("甲/a1", 2, 2)]


def test_all_sets_are_looked_at_before_anything_is_read(tmp_path: Path) -> None:
    write_submission(tmp_path / "甲", "a1")

    def never(folders: Sequence[Path]) -> Iterator[tuple[Path, Outcome]]:
        raise AssertionError(folders)

    with pytest.raises(LabelledSetError):
        evaluate([tmp_path / "甲", tmp_path / "没有"], never, check, programme())
