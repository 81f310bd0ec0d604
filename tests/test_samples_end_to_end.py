"""Scanned pages of a sample submission, read by the real engine and set beside their truth.

Only the form and the statements, what is read for its values: a page takes seconds.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pymupdf
import pytest

from evaluation.comparison import Comparison
from evaluation.labelled import Labelled, load_submission
from evaluation.runner import compare_record
from extract.pipeline import read_submission
from extract.records import PageType, Reading, Record
from extract.settings import Settings
from shenhe.child import make_reader
from shenhe.notices import load_notice

pytestmark = pytest.mark.engine
SAMPLES = Path(__file__).parents[1] / "samples" / "submissions"
SCANNED = "p02"
CHOSEN: tuple[PageType, ...] = ("form", "balance_sheet", "income_statement")
ON_COVER = {"applicant_unit", "application_type", "recommending_unit", "application_date"}


@cache
def sample() -> Labelled:
    """Return the sample with the truth of its chosen pages, numbered as they are taken out."""
    one = load_submission("samples", SAMPLES / SCANNED)
    pages = [page for page in one.truth.pages if page.type in CHOSEN]
    truth = one.truth.model_copy(
        update={"pages": tuple(p.model_copy(update={"page": n}) for n, p in enumerate(pages, 1))}
    )
    return replace(one, truth=truth)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    folder = tmp_path_factory.mktemp("scanned")
    whole = load_submission("samples", SAMPLES / SCANNED).truth
    (file,) = whole.files
    with pymupdf.open(SAMPLES / SCANNED / file.path) as source, pymupdf.open() as taken:
        for page in whole.pages:
            if page.type in CHOSEN:
                taken.insert_pdf(source, from_page=page.page - 1, to_page=page.page - 1)
        (folder / file.path).write_bytes(taken.tobytes())
    notice = load_notice().notice
    return read_submission(folder, SCANNED, notice, make_reader(notice, Settings(threads=2)))


@pytest.fixture(scope="module")
def comparisons(record: Record) -> tuple[Comparison, ...]:
    return compare_record(sample(), record, load_notice().notice.programme)


def share_right(chosen: list[Comparison]) -> float:
    assert chosen
    return sum(c.right for c in chosen) / len(chosen)


def test_the_pages_are_a_scan(record: Record) -> None:
    assert [page.digital for page in record.pages] == [False] * len(sample().truth.pages)
    assert [page.type for page in record.pages] == [page.type for page in sample().truth.pages]


def test_fields_are_read_from_the_scanned_form(comparisons: tuple[Comparison, ...]) -> None:
    fields = [c for c in comparisons if c.group == "fields" and c.what not in ON_COVER]
    assert len(fields) > 20
    assert share_right(fields) >= 0.9, [c for c in fields if not c.right]


def test_lines_are_read_from_the_scanned_statements(comparisons: tuple[Comparison, ...]) -> None:
    prefixes = ("balance_sheet.", "income_statement.")
    lines = [c for c in comparisons if c.group == "lines" and c.what.startswith(prefixes)]
    assert len(lines) > 40
    assert share_right(lines) >= 0.9, [c for c in lines if not c.right]


def test_what_was_recognised_says_so_and_how_sure_it_is(record: Record) -> None:
    readings = [one for one in record.fields.values() if isinstance(one, Reading)]
    assert {one.origin for one in readings} <= {"ocr", "reconciled"}
    assert all(0 < one.confidence <= 1 for one in readings)
