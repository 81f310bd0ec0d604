"""Sample submissions read from file to finding and set beside their truth.

Those with their own text, and one scan; the other scans are left to `shenhe evaluate
samples/submissions`, as they take minutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from checks.findings import Finding
from evaluation.comparison import Comparison
from evaluation.labelled import Labelled, load_set
from evaluation.runner import compare_record
from extract.pipeline import read_submission
from extract.records import Record
from extract.settings import Settings
from shenhe.checking import check_together
from shenhe.child import make_reader
from shenhe.notices import load_notice

pytestmark = pytest.mark.engine
SAMPLES = Path(__file__).parents[1] / "samples" / "submissions"
ENOUGH = 0.97  # of the values; the rest is for the sake of a changed sample


@cache
def samples() -> dict[str, Labelled]:
    return {one.truth.id: one for one in load_set(SAMPLES).submissions}


def digital() -> dict[str, Labelled]:
    return {id: one for id, one in samples().items() if one.truth.origin == "digital"}


@cache
def record(id: str) -> Record:
    notice = load_notice().notice
    reader = make_reader(notice, Settings(threads=1))
    return read_submission(samples()[id].folder, id, notice, reader)


@cache
def findings() -> dict[str, tuple[Finding, ...]]:
    reports = check_together([record(id) for id in digital()], load_notice())
    return {id: report.findings for id, report in reports.items()}


@cache
def comparisons() -> tuple[Comparison, ...]:
    return tuple(found for id in digital() for found in compared(id))


def compared(id: str) -> tuple[Comparison, ...]:
    return compare_record(samples()[id], record(id), load_notice().notice.programme)


def misses(chosen: Iterable[Comparison]) -> list[str]:
    return [
        f"{c.submission} {c.group} {c.what}: {c.expected!r} read as {c.got!r}"
        for c in chosen
        if not c.right
    ]


def test_there_are_digital_samples_of_more_than_one_kind() -> None:
    assert len({one.truth.kind for one in digital().values()}) > 1


@pytest.mark.parametrize("group", ["fields", "lines", "audit", "license", "page_types", "outline"])
def test_values_are_what_the_pages_say(group: str) -> None:
    chosen = [c for c in comparisons() if c.group == group]
    assert chosen
    wrong = misses(chosen)
    assert 1 - len(wrong) / len(chosen) >= ENOUGH, wrong


def test_kinds_and_attachments_are_told() -> None:
    assert misses(c for c in comparisons() if c.group in ("kind", "attachments")) == []


def test_nothing_of_weight_is_raised_on_a_clean_submission() -> None:
    for id, one in digital().items():
        if one.truth.clean:
            assert [f.message for f in findings()[id] if f.severity != "low"] == []


def test_what_is_wrong_in_a_sample_is_raised_and_nothing_else_of_weight() -> None:
    wrong = {id: one for id, one in digital().items() if not one.truth.clean}
    assert wrong
    for id, one in wrong.items():
        expected = {(f.code, f.key) for f in one.truth.findings}
        assert expected
        assert expected <= {(f.code, f.key) for f in findings()[id]}
        assert {(f.code, f.key) for f in findings()[id] if f.severity != "low"} <= expected


def test_each_value_lies_on_its_page() -> None:
    for id in digital():
        pages = record(id).pages
        sizes = {(page.file, page.page): (page.width, page.height) for page in pages}
        for reading in record(id).fields.values():
            for one in reading.values() if isinstance(reading, dict) else (reading,):
                width, height = sizes[one.file, one.page]
                x0, y0, x1, y1 = one.bbox
                assert 0 <= x0 <= x1 <= width
                assert 0 <= y0 <= y1 <= height


def test_a_scan_says_what_its_pages_say() -> None:
    scans = [one.truth for one in samples().values() if one.truth.origin == "scanned"]
    smallest = min(scans, key=lambda truth: len(truth.pages))
    chosen = [c for c in compared(smallest.id) if c.group in ("fields", "page_types", "outline")]
    wrong = misses(chosen)
    assert 1 - len(wrong) / len(chosen) >= ENOUGH, wrong


def test_nothing_failed() -> None:
    assert [error.message for id in digital() for error in record(id).errors] == []
