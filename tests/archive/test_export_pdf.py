from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from archive.errors import ArchiveError
from archive.export_pdf import write
from archive.invisible_font import InvisibleFont, font_program
from archive.text_layers import attach, lay, stretches
from archive.timeline import Correction
from extract.records import PageRecord, Reading, Record, Run, SourceFile

from .examples import record

LINES = ("上海市服务型制造示范企业", "营业收入12,000万元")
TEXT = "\n".join(LINES)
RUNS = (Run(len(LINES[0]), 60, 80, 300, 100), Run(len(LINES[1]), 60, 120, 240, 138))


def page(number: int = 1, *, digital: bool = False, **more: object) -> PageRecord:
    fields = {"runs": RUNS, "text": TEXT, **more}
    return PageRecord.model_validate(
        {"file": "a.pdf", "page": number, "type": "form", "confidence": 1, "digital": digital}
        | fields
    )


def scan(rotation: int = 0, render_mode: int | None = None) -> pymupdf.Document:
    """Make a document of one page with a picture, 595 × 842 points as displayed."""
    document = pymupdf.open()
    size = (842, 595) if rotation in (90, 270) else (595, 842)
    one = document.new_page(width=size[0], height=size[1])
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 20, 20), False)
    picture.clear_with(200)
    one.insert_image(one.rect, pixmap=picture)
    if render_mode is not None:
        text = "旧的识别层" * 4
        one.insert_text((80, 400), text, fontname="china-s", render_mode=render_mode)
    one.set_rotation(rotation)
    return document


def exported(
    folder: Path,
    document: pymupdf.Document,
    pages: tuple[PageRecord, ...],
    corrections: tuple[Correction, ...] = (),
    name: str = "a.pdf",
) -> pymupdf.Document:
    source = folder / "source"
    source.write_bytes(document.tobytes())
    files = (SourceFile(path=name, pages=document.page_count, sha256="0" * 64),)
    one = record("甲/公司").model_copy(update={"files": files, "pages": pages})
    return pymupdf.open(write(folder, one, corrections, lambda _: source))


def lines(document: pymupdf.Document) -> list[str]:
    return [line.strip() for line in document[0].get_text().splitlines() if line.strip()]


def test_the_reading_of_a_scan_is_found_without_spaces_between_characters(tmp_path: Path) -> None:
    document = exported(tmp_path, scan(), (page(),))
    assert lines(document) == list(LINES)
    assert document.get_toc() == [[1, "a.pdf", 1]]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)")
def test_another_reader_finds_the_same(tmp_path: Path) -> None:
    document = exported(tmp_path, scan(), (page(),))
    said = subprocess.run(
        ["pdftotext", document.name, "-"], capture_output=True, encoding="utf-8", check=True
    )
    assert said.stdout.split() == list(LINES)
    assert said.stderr == ""


def test_nothing_of_it_is_seen(tmp_path: Path) -> None:
    bare, document = scan(), exported(tmp_path, scan(), (page(),))
    assert document[0].get_pixmap().samples == bare[0].get_pixmap().samples


def near(found: pymupdf.Rect, run: Run) -> bool:
    corners = (found.x0, found.y0, found.x1, found.y1)
    return corners == pytest.approx(run.bbox, abs=4)


@pytest.mark.parametrize("page_rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_text_stands_where_it_was_read(
    tmp_path: Path, page_rotation: int, rotation: int
) -> None:
    upright = Run(10, 100, 200, 300, 220)
    turned = Run(10, 100, 200, 120, 400)
    run = upright if rotation in (0, 180) else turned
    one = page(text="一二三四五六七八九十", runs=(run,), rotation=rotation)
    document = exported(tmp_path, scan(page_rotation), (one,))
    shown = document[0].rotation_matrix
    (found,) = document[0].search_for("一二三四五六七八九十")
    assert near(found * shown, run)
    (half,) = document[0].search_for("一二三四五")
    half *= shown
    middle = {0: half.x1, 90: half.y1, 180: half.x0, 270: half.y0}[rotation]
    assert middle == pytest.approx(200 if rotation in (0, 180) else 300, abs=4)


def test_a_page_with_sound_text_of_its_own_is_kept_as_it_is(tmp_path: Path) -> None:
    source = pymupdf.open()
    source.new_page().insert_text((60, 80), LINES[0], fontname="china-s")
    before = source[0].read_contents()
    document = exported(tmp_path, source, (page(digital=True, text=LINES[0]),))
    assert document[0].read_contents() == before
    assert lines(document) == [LINES[0]]


@pytest.mark.parametrize("render_mode", [3, 0])
def test_an_earlier_layer_gives_way(tmp_path: Path, render_mode: int) -> None:
    source = scan(render_mode=render_mode)
    document = exported(tmp_path, source, (page(digital=render_mode == 0),))
    assert lines(document) == list(LINES)
    assert len(document[0].get_images()) == 1


def correction(old: Reading | None, new: Reading | None) -> Correction:
    return Correction(1, "operating_revenue@2022", old, new, "", "", "")


def reading(text: str, bbox: tuple[float, float, float, float]) -> Reading:
    return Reading(
        value=text, text=text, confidence=1, origin="ocr", file="a.pdf", page=1, bbox=bbox
    )


def test_a_correction_stands_in_the_place_of_the_reading(tmp_path: Path) -> None:
    inside = (130.0, 120.0, 200.0, 138.0)
    made = correction(reading("12,000", inside), reading("12,600", inside))
    document = exported(tmp_path, scan(), (page(),), (made,))
    assert lines(document) == [LINES[0], "营业收入12,600万元"]


def test_a_correction_of_a_whole_cell_takes_its_lines_away() -> None:
    box = (50.0, 70.0, 320.0, 140.0)
    made = correction(reading(TEXT, box), reading("上海示例 企业", box))
    assert [one.text for one in stretches(page(), (made,))] == ["上海示例企业"]


def test_what_was_not_read_before_is_added() -> None:
    made = correction(None, reading("新", (400, 400, 410, 410)))
    assert [one.text for one in stretches(page(), (made,))] == [*LINES, "新"]


def test_a_reading_taken_away_leaves_nothing_and_other_pages_are_left_alone() -> None:
    made = correction(reading(LINES[0], RUNS[0].bbox), None)
    assert [one.text for one in stretches(page(), (made,)) if one.text] == [LINES[1]]
    assert [one.text for one in stretches(page(2), (made,))] == list(LINES)


def test_spaces_between_chinese_characters_are_closed_and_others_kept() -> None:
    one = page(text="服 务 型 smart factory 5G 网络", runs=(Run(25, 0, 0, 1, 1),))
    assert [one.text for one in stretches(one)] == ["服务型 smart factory 5G 网络"]


def test_an_image_becomes_a_page(tmp_path: Path) -> None:
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 60, 80), False)
    picture.clear_with(200)
    source = tmp_path / "picture"
    source.write_bytes(picture.tobytes("png"))
    files = (SourceFile(path="扫描/1.PNG", pages=1, sha256="0" * 64),)
    pages = (page(file="扫描/1.PNG", runs=(Run(len(TEXT) - 1, 0, 0, 40, 10),)),)
    one = record("甲").model_copy(update={"files": files, "pages": pages})
    with pymupdf.open(write(tmp_path, one, (), lambda _: source)) as document:
        assert "".join(lines(document)) == "".join(LINES)


def test_an_original_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"no PDF")
    files = (SourceFile(path="a.pdf", pages=1, sha256="0" * 64),)
    one: Record = record("甲").model_copy(update={"files": files})
    with pytest.raises(ArchiveError, match="无法打开"):
        write(tmp_path, one, (), lambda _: source)
    assert not (tmp_path / "甲.pdf").exists()


@pytest.fixture
def blank() -> Iterator[pymupdf.Document]:
    with pymupdf.open() as document:
        document.new_page()
        yield document


def test_every_character_comes_back(blank: pymupdf.Document) -> None:
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 300))) + "𠀀😀Ａb"
    font = InvisibleFont()
    one = page(text=text, runs=(Run(len(text), 0, 0, 500, 10),))
    lay(blank[0], one, stretches(one), font)
    attach(blank[0], font.embed(blank))
    again = pymupdf.open("pdf", blank.tobytes())
    assert again[0].get_text().strip() == text


def test_the_font_program_is_one_that_can_be_opened() -> None:
    font = pymupdf.Font(fontbuffer=font_program())
    assert font.glyph_count == 2


def test_a_file_with_an_owner_password_is_exported(tmp_path: Path) -> None:
    source = tmp_path / "source"
    scan().save(source, encryption=pymupdf.mupdf.PDF_ENCRYPT_AES_256, owner_pw="o", user_pw="")
    files = (SourceFile(path="a.pdf", pages=1, sha256="0" * 64),)
    one = record("甲").model_copy(update={"files": files, "pages": (page(),)})
    with pymupdf.open(write(tmp_path, one, (), lambda _: source)) as document:
        assert lines(document) == list(LINES)
        assert not document.is_encrypted


def test_a_huge_page_is_pictured_within_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.export_pdf.LARGEST", 40_000)
    document = exported(tmp_path, scan(render_mode=0), (page(digital=True),))
    (image,) = document[0].get_images()
    assert image[2] * image[3] < 41_000
    assert lines(document) == list(LINES)


def test_a_submission_without_pages_is_one_empty_page(tmp_path: Path) -> None:
    one = record("甲").model_copy(update={"files": (), "pages": ()})
    with pymupdf.open(write(tmp_path, one, (), lambda _: tmp_path / "none")) as document:
        assert document.page_count == 1
