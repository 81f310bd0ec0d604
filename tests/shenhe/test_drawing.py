from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from archive import Archive, Checked
from checks.findings import Finding, Report
from extract.geometry import Box
from extract.pages import CheckMark, Page
from extract.records import Evidence, Observation, Record, SourceFile
from shenhe.drawing import COLORS, DPI, draw_submission
from shenhe.notices import LoadedNotice

from ..checks.records import BOX, FORM, enterprise, reading
from ..extract.builders import page, ruled
from .conftest import file_record

SCALE = DPI / 72


def a_pdf(path: Path, rotation: int = 0) -> Path:
    with pymupdf.open() as document:
        document.new_page(width=600, height=800).set_rotation(rotation)
        path.write_bytes(document.tobytes())
    return path


def filed(store: Archive, loaded: LoadedNotice, path: Path, **changes: object) -> Record:
    """File a record of one page with a single field, read in BOX."""
    file = SourceFile(path=FORM, pages=1, sha256=store.put_original(path))
    base = enterprise(id="一页")
    record = base.model_copy(
        update={
            "files": (file,),
            "pages": tuple(p.model_copy(update={"page": 1}) for p in base.pages[2:3]),
            "fields": {"company_name": reading("甲", page=1)},
            "outline": (),
            "audit": None,
            "license": None,
            **changes,
        }
    )
    file_record(store, record, path.parent / "一页", loaded)
    store.replace_report("一页", Checked(Report(findings=(), outcomes=()), "v1"))
    return record


def colour(image: pymupdf.Pixmap, x: float, y: float) -> str | None:
    """Return the role whose ink stands on the white page within a pixel of a displayed point.

    A thin line is spread over two pixels: its ink is told by the share of each colour it takes.
    """
    column, line = round(x * SCALE), round(y * SCALE)
    around = [image.pixel(column + dx, line + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    darkest = [255 - value for value in min(around, key=sum)]
    if max(darkest) < 60:
        return None
    shares = [value / max(darkest) for value in darkest]
    return min(
        COLORS, key=lambda role: sum(abs(a - b) for a, b in zip(shares, ink(role), strict=True))
    )


def ink(role: str) -> list[float]:
    taken = [1 - value for value in COLORS[role]]
    return [value / max(taken) for value in taken]


def drawn(store: Archive, folder: Path) -> pymupdf.Pixmap:
    assert draw_submission(store, "一页", folder) == 1
    (path,) = folder.iterdir()
    return pymupdf.Pixmap(path)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_box_is_drawn_where_the_page_as_displayed_shows_it(
    store: Archive, loaded: LoadedNotice, tmp_path: Path, rotation: int
) -> None:
    filed(store, loaded, a_pdf(tmp_path / "页.pdf", rotation))
    image = drawn(store, tmp_path / "图")
    x0, y0, x1, y1 = BOX
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    sides = [(middle_x, y0), (middle_x, y1), (x0, middle_y), (x1, middle_y)]
    assert [colour(image, x, y) for x, y in sides] == ["field"] * 4
    assert colour(image, middle_x, middle_y) is None


def test_the_places_of_findings_are_drawn_too(
    store: Archive, loaded: LoadedNotice, tmp_path: Path
) -> None:
    filed(store, loaded, a_pdf(tmp_path / "页.pdf"))
    evidence = (
        Evidence(file=FORM, page=1, bbox=(300, 400, 350, 450)),
        Evidence(file=FORM, page=1),
    )
    finding = Finding(
        code="audit-mismatch", key="", severity="high", message="", confidence=1, evidence=evidence
    )
    store.replace_report("一页", Checked(Report(findings=(finding,), outcomes=()), "v2"))
    assert colour(drawn(store, tmp_path / "图"), 325, 400) == "finding"


def test_cells_rulings_and_boxes_are_drawn_below_the_readings(
    store: Archive, loaded: LoadedNotice, tmp_path: Path
) -> None:
    filed(store, loaded, a_pdf(tmp_path / "页.pdf"))
    sides = [ruled(50, y, 450, y) for y in (500, 600)] + [ruled(x, 500, x, 600) for x in (50, 450)]
    square = CheckMark(Box(100, 650, 112, 662), True)

    def lay_out(document: pymupdf.Document, index: int, file: str) -> Page:
        middle = ruled(100, 700, 300, 700)
        return page(rulings=[*sides, middle], marks=[square])

    assert draw_submission(store, "一页", tmp_path / "图", lay_out) == 1
    image = pymupdf.Pixmap(next((tmp_path / "图").iterdir()))
    assert colour(image, 200, 700) == "ruling"
    assert colour(image, 250, 600) is not None  # a cell's side, and the ruling on it
    assert colour(image, 106, 662) == "tick"
    assert colour(image, (BOX[0] + BOX[2]) / 2, BOX[1]) == "field"


def test_a_seal_is_drawn_with_what_it_says(
    store: Archive, loaded: LoadedNotice, tmp_path: Path
) -> None:
    seen = [
        Observation(kind="seal", file=FORM, page=1, bbox=(300, 400, 400, 500), text="东海公司"),
        Observation(kind="late-edit", file=FORM, page=1, bbox=(100, 600, 150, 650)),
    ]
    filed(store, loaded, a_pdf(tmp_path / "页.pdf"), observations=tuple(seen))
    image = drawn(store, tmp_path / "图")
    assert colour(image, 350, 500) == "seal"
    around = [colour(image, x, y) for x in range(300, 400, 2) for y in range(390, 398, 2)]
    assert around.count("seal") > 10
    assert colour(image, 125, 600) is None


def test_every_page_is_written_with_its_type_in_its_name(store: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "图"
    assert draw_submission(store, "明理公司", folder) == 11
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 11
    assert names[:3] == [
        "明理公司_审计报告_001_audit_opinion.png",
        "明理公司_审计报告_002_audit_notes.png",
        "明理公司_审计报告_003_balance_sheet.png",
    ]


def test_hostile_names_make_plain_ones(
    store: Archive, loaded: LoadedNotice, tmp_path: Path
) -> None:
    path = "../附件 [1]/" + "长" * 200 + ".pdf"
    file = SourceFile(path=path, pages=1, sha256=store.put_original(a_pdf(tmp_path / "页.pdf")))
    filed(store, loaded, tmp_path / "页.pdf", files=(file,), pages=())
    drawn(store, tmp_path / "图")
    (image,) = (tmp_path / "图").iterdir()
    assert image.name.startswith("一页_长长")
    assert len(image.name.encode()) < 255


def test_a_file_that_could_not_be_read_is_left_out(
    store: Archive, loaded: LoadedNotice, tmp_path: Path
) -> None:
    record = filed(store, loaded, a_pdf(tmp_path / "页.pdf"))
    broken = SourceFile(path="坏.pdf", pages=0, sha256="0" * 64)
    filed(store, loaded, tmp_path / "页.pdf", files=(broken, *record.files))
    assert draw_submission(store, "一页", tmp_path / "图") == 1
