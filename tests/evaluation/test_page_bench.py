from __future__ import annotations

from collections.abc import Iterator, Sequence

import pymupdf
import pytest

from evaluation.bench import Ground
from evaluation.page_bench import Page, page_trials
from evaluation.plants.page_plants import PAGE_PLANTS, PagePlant
from extract.notice import Notice
from extract.ocr.engine import Image, Line, Quad
from extract.reading import Reader
from extract.records import PageRecord, Reading, Record
from extract.settings import Settings
from extract.vocabulary import load_vocabulary

from ..checks.records import PROGRAMS, programme, reference
from ..extract.forensics.papers import FILE, ROWS, figure, form, place

DIGITAL = [one for one in PAGE_PLANTS if not one.scanned]


class NoEngine:
    """Stands where no page is read from its pixels; of a seal it sees no letter."""

    def detect(self, image: Image, side: int) -> list[Quad]:
        return []

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        return [Line("") for _ in crops]


@pytest.fixture(scope="module")
def submission(tmp_path_factory: pytest.TempPathFactory) -> Page:
    folder = tmp_path_factory.mktemp("submission")
    form()[0].save(folder / FILE)
    page = PageRecord(file=FILE, page=1, type="form", confidence=1.0, digital=True)
    record = Record(
        id="one", kind="enterprise", files=(), pages=(page,),
        fields={f"f{row}{column}": _cell(row, column) for row in range(ROWS) for column in range(3)},
    )  # fmt: skip
    return Page(folder, record, Ground((record,), programme(), reference()))


def _cell(row: int, column: int) -> Reading:
    text, (x, y) = figure(row, column), place(row, column)
    width = pymupdf.get_text_length(text, fontsize=10)
    return Reading(
        value=float(text), text=text, confidence=1.0, origin="text", file=FILE, page=1,
        bbox=(x, y - 10.7, x + width, y + 3),
    )  # fmt: skip


def tried(submission: Page, plants: list[PagePlant], count: int = 2) -> Iterator[tuple[str, bool]]:
    notice = Notice(programme(), load_vocabulary(PROGRAMS / "common"))
    reader = Reader(NoEngine(), Settings())
    for trial in page_trials([submission], notice, reader, count, 1, plants=plants):
        yield trial.plant, not trial.missed and not trial.alarms


def test_what_is_changed_on_a_digital_page_is_seen_and_harmless_treatment_is_not(
    submission: Page,
) -> None:
    found = list(tried(submission, DIGITAL))
    assert [name for name, right in found if not right] == []
    assert {name for name, _ in found} >= {one.name for one in DIGITAL if one.harmless}


def test_a_change_that_the_page_does_not_show_is_missed(submission: Page) -> None:
    untouched = PagePlant("none", "", "page", False, ("hidden-text",), lambda sheet: sheet.page)
    assert list(tried(submission, [untouched], 1)) == [("none", False)]


def test_a_change_that_finds_no_place_is_no_trial(submission: Page) -> None:
    nowhere = PagePlant("none", "", "page", False, ("hidden-text",), lambda sheet: None)
    assert list(tried(submission, [nowhere], 1)) == []


def test_the_file_itself_stays_as_it_is(submission: Page) -> None:
    before = (submission.folder / FILE).read_bytes()
    list(tried(submission, DIGITAL[:3], 1))
    assert (submission.folder / FILE).read_bytes() == before
