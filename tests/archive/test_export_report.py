from __future__ import annotations

import re
from pathlib import Path

import pymupdf
import pytest

from archive.catalogue import Dossier
from archive.crops import LARGEST, Pages
from archive.decisions import Decision, digest
from archive.export_report import write
from archive.timeline import Correction
from checks.findings import Report
from extract.pictures import picture
from extract.records import Evidence

from .examples import FORM, fields, finding, reading, record, report
from .programmes import PROGRAMME

KEY = ("audit-mismatch", "operating_revenue@2022")
EVIL = "<script>alert(1)</script>\"'&"


def original(folder: Path) -> Path:
    with pymupdf.open() as document:
        for _ in range(4):
            document.new_page(width=595, height=842)
        path = folder / "original"
        path.write_bytes(document.tobytes())
    return path


def told(folder: Path, dossier: Dossier) -> str:
    source = original(folder)
    titles = {KEY[0]: "与审计报告不一致"}
    path = write(folder, dossier, PROGRAMME, titles, lambda _: source, picture)
    return path.read_text(encoding="utf-8")


def test_findings_stand_with_the_pieces_of_both_pages(tmp_path: Path) -> None:
    text = told(tmp_path, Dossier(record(), report(finding())))
    assert text.count("data:image/png;base64,") == 2
    assert "与审计报告不一致" in text
    assert "2022年营业收入（万元）" in text
    assert "申报书.pdf 第2页：12000.0" in text
    assert "申报书.pdf 第4页：119,000,000.00" in text
    assert text.count("<i style=") == 1  # the second has no box


def test_claimed_beside_audited_and_what_was_not_checked(tmp_path: Path) -> None:
    text = told(tmp_path, Dossier(record(), report()))
    row = re.search(r"<tr><td>营业收入</td>.*?2022.*?</tr>", text)
    assert row is not None
    assert '<td class="n">12,000.0</td><td class="n">11,900.0</td>' in row[0]
    assert "缺数" in text


def test_decisions_and_corrections_are_told(tmp_path: Path) -> None:
    one = finding()
    made = Decision(
        *KEY, "dismissed", "口径不同", "张三", "2026-11-24T05:00:00+00:00", 3, digest(one)
    )
    changed = Correction(4, "industry", reading("旧"), reading("新"), "", "李四", made.at)
    text = told(tmp_path, Dossier(record(), report(one), {KEY: made}, (changed,)))
    assert re.search(r"结论：误报（张三 2026-11-2\d .*）：口径不同", text)
    assert "<td>旧</td><td>新</td><td>李四</td>" in text
    later = Dossier(record(), report(finding(message="另一句")), {KEY: made})
    assert "此后疑点有变化" in told(tmp_path, later)


def test_hostile_text_is_no_markup(tmp_path: Path) -> None:
    one = record(EVIL, found=fields(company_name=reading(EVIL)))
    text = told(tmp_path, Dossier(one, report(finding(message=EVIL, code=EVIL))))
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "default-src 'none'" in text


def test_a_page_that_cannot_be_shown_is_said(tmp_path: Path) -> None:
    gone = finding().model_copy(update={"evidence": (Evidence(file="没有.pdf", page=9),)})
    assert "此页无法显示" in told(
        tmp_path, Dossier(record(), Report(findings=(gone,), outcomes=()))
    )


def test_a_crop_shows_the_box_and_what_is_around_it(tmp_path: Path) -> None:
    source = original(tmp_path)
    one = record()
    pages = Pages(one, lambda _: source, picture)
    crop = pages.crop(FORM, 2, (200, 400, 260, 420))
    assert crop is not None
    x, y, width, height = crop.mark or (0, 0, 0, 0)
    drawn = pymupdf.Pixmap(crop.png)
    assert drawn.width * x == pytest.approx(130 * 130 / 72, abs=2)
    assert drawn.height * y == pytest.approx(30 * 130 / 72, abs=2)
    assert width * 320 == pytest.approx(60, abs=2)
    assert height * 80 == pytest.approx(20, abs=2)
    assert pages.crop(FORM, 0, None) is None
    assert pages.crop(FORM, 5, None) is None


def test_a_huge_page_is_shown_small(tmp_path: Path) -> None:
    with pymupdf.open() as document:
        document.new_page(width=14400, height=14400)
        source = tmp_path / "huge"
        source.write_bytes(document.tobytes())
    one = record(texts=("",))
    huge = one.pages[0].model_copy(update={"width": 14400.0, "height": 14400.0})
    one = one.model_copy(update={"pages": (huge,)})
    pages = Pages(one, lambda _: source, picture)
    crop = pages.crop(FORM, 1, None)
    assert crop is not None
    drawn = pymupdf.Pixmap(crop.png)
    assert drawn.width * drawn.height < 1.01 * LARGEST
