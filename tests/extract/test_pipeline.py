from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from extract import pipeline
from extract.errors import DocumentError
from extract.geometry import Frame
from extract.notice import Notice
from extract.ocr import Image, Line, Quad
from extract.pages import Page
from extract.pipeline import Intake, build_record, read_submission
from extract.programme import load
from extract.reading import Reader, read_page
from extract.records import FieldReading, Reading, Record
from extract.settings import Settings
from extract.vocabulary import load_vocabulary

PROGRAMS = Path(__file__).parents[2] / "programs"
(FOLDER,) = [path for path in PROGRAMS.iterdir() if (path / "programme.yaml").is_file()]


class NoEngine:
    def detect(self, image: Image, side: int) -> list[Quad]:
        raise AssertionError("these pages need no OCR")

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        raise AssertionError("these pages need no OCR")


@cache
def notice() -> Notice:
    programme = load(FOLDER)
    return Notice(programme, load_vocabulary(PROGRAMS / "common").with_programme(programme))


def form(rows: Sequence[Sequence[str]], title: str | None = None) -> pymupdf.Document:
    """Print the enterprise's form with some rows of equal cells."""
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    heading = title or notice().programme.kind("enterprise").form.title
    page.insert_text((120, 60), heading, fontsize=16, fontname="china-s")
    width = 480 / max(len(row) for row in rows)
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            left, top = 50 + width * column, 80 + 30 * index
            page.draw_rect(pymupdf.Rect(left, top, left + width, top + 30))
            page.insert_text((left + 4, top + 20), text, fontsize=9, fontname="china-s")
    return document


ROWS = [
    ["企业名称", "甲制造有限公司", "联系人", "王一"],
    ["年份", "2020年", "2021年", "2022年"],
    ["营业收入（万元）", "100.00", "200.00", "300.00"],
]


def read(root: Path) -> Record:
    return read_submission(root, "one", notice(), Reader(NoEngine(), Settings()))


def test_a_form_becomes_a_record(tmp_path: Path) -> None:
    form(ROWS).save(tmp_path / "申报书.pdf")
    record = read(tmp_path)
    assert record.kind == "enterprise"
    assert [page.type for page in record.pages] == ["form"]
    names = [
        found.value
        for found in record.fields.values()
        if isinstance(found, Reading) and found.page == 1
    ]
    assert "甲制造有限公司" in names
    assert record.errors == ()
    assert Record.model_validate_json(record.model_dump_json()) == record


def test_figures_come_by_year(tmp_path: Path) -> None:
    form(ROWS).save(tmp_path / "申报书.pdf")
    by_year = [found for found in read(tmp_path).fields.values() if isinstance(found, dict)]
    assert [{year: r.value for year, r in found.items()} for found in by_year] == [
        {"2020": 100, "2021": 200, "2022": 300}
    ]


def test_one_file_may_be_the_submission(tmp_path: Path) -> None:
    form(ROWS).save(tmp_path / "申报书.pdf")
    assert read(tmp_path / "申报书.pdf").fields == read(tmp_path).fields


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("空.pdf", b"", "0 字节"),
        ("假.pdf", b"not a pdf" * 50, "无法打开"),
        ("扫描.jpg", b"not a picture" * 50, "无法打开"),
        ("表.docx", b"PK", "另存为 PDF"),
        ("材料.zip", b"PK", "损坏"),
        ("材料.rar", b"Rar!", "解压"),
    ],
)
def test_a_bad_file_spoils_nothing_else(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    form(ROWS).save(tmp_path / "申报书.pdf")
    alone = read(tmp_path)
    (tmp_path / name).write_bytes(content)
    record = read(tmp_path)
    assert record.fields == alone.fields
    (error,) = record.errors
    assert error.file == name
    assert told in error.message


def test_a_submission_without_readable_files_says_so(tmp_path: Path) -> None:
    record = read(tmp_path)
    assert record.kind is None
    assert any("没有可读的" in error.message for error in record.errors)


def test_a_submission_without_a_form_says_so(tmp_path: Path) -> None:
    document = pymupdf.open()
    document.new_page().insert_text((100, 100), "会议纪要", fontname="china-s")
    document.save(tmp_path / "a.pdf")
    assert any("没有找到申报表" in error.message for error in read(tmp_path).errors)


def test_a_page_of_a_form_is_enough(tmp_path: Path) -> None:
    form(ROWS).save(tmp_path / "a.pdf")
    note = pymupdf.open()
    note.new_page().insert_text((100, 100), "会议纪要", fontname="china-s")
    note.save(tmp_path / "b.pdf")
    record = read(tmp_path)
    assert {page.type for page in record.pages} == {"form", "other"}
    assert record.errors == ()


def test_a_page_that_cannot_be_read_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = form(ROWS)
    document.new_page()
    document.new_page()
    document.save(tmp_path / "a.pdf")

    def failing(pdf: pymupdf.Document, number: int, *more: Any) -> Page:
        if number == 1:
            raise DocumentError("此页已损坏")
        return read_page(pdf, number, *more)

    monkeypatch.setattr(pipeline, "read_page", failing)
    told: list[tuple[str, int, int]] = []
    reader = Reader(NoEngine(), Settings())
    record = read_submission(tmp_path, "one", notice(), reader, lambda *step: told.append(step))
    assert [(e.file, e.page, e.message) for e in record.errors] == [("a.pdf", 2, "此页已损坏")]
    assert [page.page for page in record.pages] == [1, 3]
    assert record.files[0].pages == 3
    assert told == [("a.pdf", number, 3 if number else 0) for number in range(4)]


def test_a_file_that_cannot_be_opened_is_recorded_without_pages(tmp_path: Path) -> None:
    form(ROWS).save(tmp_path / "申报书.pdf")
    (tmp_path / "空.pdf").write_bytes(b"")
    files = {file.path: file.pages for file in read(tmp_path).files}
    assert files == {"申报书.pdf": 1, "空.pdf": 0}


def test_a_hand_made_page_is_recorded_as_it_is() -> None:
    frame = Frame(595.276, 841.889)
    one = Page("a.pdf", 3, 841.889, 595.276, False, frame, rotation=90, skew=0.4)
    (page,) = build_record("甲", Intake(pages=[one]), notice()).pages
    assert (page.file, page.page, page.digital, page.rotation, page.skew) == (
        "a.pdf", 3, False, 90, 0.4,
    )  # fmt: skip
    assert (page.width, page.height) == (595.28, 841.89)
    assert page.confidence == round(page.confidence, 3)


@pytest.mark.parametrize(
    "name", ["a" * 200 + ".pdf", "申 报\n书'\";$(x).pdf", "[b]😀%s{0}.PDF", "-rf.pdf", "a..pdf"]
)
def test_a_files_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "附 件").mkdir()
    form(ROWS).save(tmp_path / "附 件" / "表.pdf")
    (tmp_path / "附 件" / "表.pdf").rename(tmp_path / "附 件" / name)
    record = read(tmp_path)
    assert record.errors == ()
    assert [(file.path, file.pages) for file in record.files] == [(f"附 件/{name}", 1)]
    assert {file for one in record.fields.values() for file in _files(one)} == {f"附 件/{name}"}


def _files(found: FieldReading) -> set[str]:
    return {one.file for one in (found.values() if isinstance(found, dict) else [found])}


def test_what_lies_outside_is_not_read(tmp_path: Path) -> None:
    form(ROWS).save(tmp_path / "外.pdf")
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "链接.pdf").symlink_to(tmp_path / "外.pdf")
    assert read(tmp_path / "甲").pages == ()


def test_every_page_and_file_is_recorded(tmp_path: Path) -> None:
    document = form(ROWS)
    document.new_page()
    document.save(tmp_path / "a.pdf")
    record = read(tmp_path)
    assert [(file.path, file.pages) for file in record.files] == [("a.pdf", 2)]
    assert [(page.file, page.page) for page in record.pages] == [("a.pdf", 1), ("a.pdf", 2)]


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    form(ROWS).save(tmp_path / "a.pdf")
    told: list[tuple[str, int, int]] = []
    reader = Reader(NoEngine(), Settings())
    read_submission(tmp_path, "one", notice(), reader, lambda *step: told.append(step))
    assert told == [("a.pdf", 0, 0), ("a.pdf", 1, 1)]


def test_a_refused_file_is_not_opened_and_its_reason_is_told(tmp_path: Path) -> None:
    form(ROWS).save(tmp_path / "a.pdf")
    form(ROWS).save(tmp_path / "b.pdf")
    reader = Reader(NoEngine(), Settings())
    record = read_submission(tmp_path, "one", notice(), reader, refused={"a.pdf": "已隔离"})
    assert [(e.file, e.page, e.message) for e in record.errors] == [("a.pdf", None, "已隔离")]
    assert [(file.path, file.pages) for file in record.files] == [("a.pdf", 0), ("b.pdf", 1)]
    assert {page.file for page in record.pages} == {"b.pdf"}


@pytest.mark.parametrize(
    ("trouble", "said"),
    [(MemoryError(), "内存"), (ZeroDivisionError("零"), "ZeroDivisionError: 零")],
)
def test_a_page_that_our_own_code_stumbles_over_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: Exception, said: str
) -> None:
    document = form(ROWS)
    document.new_page()
    document.save(tmp_path / "a.pdf")

    def greedy(pdf: pymupdf.Document, number: int, *more: Any) -> Page:
        if number == 1:
            raise trouble
        return read_page(pdf, number, *more)

    monkeypatch.setattr(pipeline, "read_page", greedy)
    (error,) = read(tmp_path).errors
    assert (error.file, error.page) == ("a.pdf", 2)
    assert said in error.message
