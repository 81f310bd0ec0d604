"""Parts become files: printed or scanned, one PDF or several, with truth.json and boxes.json beside."""

from __future__ import annotations

import io
import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pymupdf
from PIL import Image

from . import fonts
from .canvas import Glyphs, Sheet
from .degradation import degrade
from .facts import Applicant
from .parts import Part
from .press import name_fonts, print_sheets
from .scan import Scan, paste
from .style import RETYPED
from .truth import PlacedPage, boxes, truth

PRODUCERS = {
    "a": {"producer": "Microsoft® Word 2019", "creator": "Microsoft® Word 2019"},
    "b": {"producer": "WPS 文字", "creator": "WPS 文字"},
    "c": {"producer": "LibreOffice 7.3", "creator": "Writer"},
    "d": {"producer": "Microsoft® Excel® 2016", "creator": "Microsoft® Excel® 2016"},
    "e": {"producer": "WPS 表格", "creator": "WPS 表格"},
}
SCANNERS = {
    "flatbed": "EPSON Scan 2",
    "copier": "KONICA MINOLTA bizhub C360i",
    "photo": "扫描全能王",
    "bilevel": "Canon iR-ADV C3530",
    "worn": "HP Scan",
    "desk": "CamScanner",
}
LANDSCAPE = 600


@dataclass
class Plan:
    """How a submission is handed in: `origin` digital, scanned or mixed; `packing` merged, split or two."""

    origin: str
    packing: str
    dpi: int = 150
    grey: bool = True
    layered: bool = False

    def scanned(self, part: Part) -> bool:
        if self.origin == "mixed":
            return part.name != ""
        return self.origin == "scanned"

    def file(self, part: Part) -> str:
        if self.packing == "merged":
            return "申报材料.pdf"
        if part.name == "":
            return "申报书.pdf"
        if self.packing == "two":
            return "附件/附件材料.pdf"
        suffix = "jpg" if part.name == "business_license" and self.scanned(part) else "pdf"
        return f"附件/{part.file_name}.{suffix}"


@dataclass
class Leaf:
    """A page to be written."""

    sheet: Sheet
    scanned: bool


def bind(
    applicant: Applicant, parts: list[Part], plan: Plan, folder: Path, rng: random.Random
) -> None:
    """Write all files of the submission with its truth into `folder`."""
    files: dict[str, list[Leaf]] = {}
    for part in parts:
        leaves = files.setdefault(plan.file(part), [])
        leaves += [Leaf(sheet, plan.scanned(part)) for sheet in part.sheets]
    placed: list[PlacedPage] = []
    for path, leaves in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        placed += _write_file(applicant, plan, path, leaves, target, rng)
    _trick_findings(applicant, placed)
    _write_json(folder / "truth.json", truth(applicant, placed))
    _write_json(folder / "boxes.json", boxes(placed))


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_file(applicant: Applicant, plan: Plan, path: str, leaves: list[Leaf], target: Path,
                rng: random.Random) -> list[PlacedPage]:  # fmt: skip
    clean = print_sheets([leaf.sheet for leaf in leaves], encoding=applicant.style.encoding)
    family = applicant.style.family
    if target.suffix == ".jpg":
        return [_write_image(applicant, plan, path, leaves[0], clean, target, rng)]
    kind = applicant.style.scan
    metadata = (
        {"producer": SCANNERS[kind], "creator": SCANNERS[kind]}
        if leaves[0].scanned
        else PRODUCERS[family]
    )
    out, placed = pymupdf.open(), []
    for number, leaf in enumerate(leaves):
        if leaf.scanned:
            scan = _scan(applicant, plan, leaf, clean[number], rng)
            page = out.new_page(width=scan.size[0], height=scan.size[1])
            page.insert_image(page.rect, stream=scan.jpeg())
            if plan.layered:
                _layer(page, leaf.sheet, scan, applicant.tricks.get("layer-mismatch"), applicant)
            marks = {name: scan.place(box) for name, box in leaf.sheet.marks.items()}
            placed.append(PlacedPage(path, number + 1, leaf.sheet, False, scan.rotation, marks))
        else:
            out.insert_pdf(clean, from_page=number, to_page=number)
            placed.append(PlacedPage(path, number + 1, leaf.sheet, True, 0, dict(leaf.sheet.marks)))
    _save(out, metadata, target, rng)
    if "late-edit" in applicant.tricks and path == "申报书.pdf":
        _edit_late(applicant, target, placed)
    return placed


def _save(
    document: pymupdf.Document, metadata: dict[str, str], target: Path, rng: random.Random
) -> None:
    stamp = f"D:202307{rng.randint(10, 28)}{rng.randint(9, 17):02d}{rng.randint(10, 59)}00+08'00'"
    document.set_metadata({**metadata, "creationDate": stamp, "modDate": stamp})
    document.save(target, garbage=4, deflate=True, no_new_id=True)


def _raster(page: pymupdf.Page, dpi: int, grey: bool) -> np.ndarray:
    space = pymupdf.csGRAY if grey else pymupdf.csRGB
    pixmap = page.get_pixmap(dpi=dpi, colorspace=space)
    array = np.frombuffer(pixmap.samples, dtype=np.uint8).reshape(
        pixmap.height, pixmap.width, pixmap.n
    )
    return array[:, :, 0].copy() if grey else array[:, :, ::-1].copy()


def _scan(
    applicant: Applicant, plan: Plan, leaf: Leaf, page: pymupdf.Page, rng: random.Random
) -> Scan:
    pixels = _raster(page, plan.dpi, plan.grey)
    turned = 0
    if leaf.sheet.width > LANDSCAPE and rng.random() < 0.55:
        turned = rng.choice([90, 270])
    elif rng.random() < (0.1 if applicant.style.family in RETYPED else 0.03):
        turned = rng.choice([90, 180] if applicant.style.family not in RETYPED else [90, 180, 270])
    scan = degrade(pixels, plan.dpi, applicant.style.scan, rng, turned)
    pasted = applicant.tricks.get("pasted-region")
    if pasted in leaf.sheet.marks:
        paste(scan, pixels, leaf.sheet.marks[pasted])
    return scan


def _write_image(applicant: Applicant, plan: Plan, path: str, leaf: Leaf, clean: pymupdf.Document,
                 target: Path, rng: random.Random) -> PlacedPage:  # fmt: skip
    scan = _scan(
        applicant, Plan(plan.origin, plan.packing, plan.dpi, grey=False), leaf, clean[0], rng
    )
    image = Image.fromarray(scan.pixels[:, :, ::-1] if scan.pixels.ndim == 3 else scan.pixels)
    data = io.BytesIO()
    image.save(data, "JPEG", quality=scan.quality, dpi=(scan.dpi, scan.dpi))
    target.write_bytes(data.getvalue())
    shown = pymupdf.open(target)[0].rect.width / scan.size[0]
    marks = {n: tuple(v * shown for v in scan.place(box)) for n, box in leaf.sheet.marks.items()}
    return PlacedPage(path, 1, leaf.sheet, False, scan.rotation, marks)


def _layer(
    page: pymupdf.Page, sheet: Sheet, scan: Scan, changed: str | None, applicant: Applicant
) -> None:
    """An invisible text layer such as a scanner's own OCR adds; upright pages only."""
    if scan.rotation:
        return
    cut: dict[fonts.Font, pymupdf.Font] = {}
    writer = pymupdf.TextWriter(page.rect)
    for op in sheet.ops:
        if not isinstance(op, Glyphs) or not op.text.strip():
            continue
        text = op.text
        if changed and changed in sheet.marks and _inside(op, sheet.marks[changed]):
            text = applicant.tricks["layer-text"]
        font = cut.setdefault(op.font, fonts.metrics("arphic-song"))
        x0, _, _, y1 = scan.place((op.x, op.y - op.size, op.x + 1, op.y))
        writer.append((x0, y1), text, font=font, fontsize=op.size)
    writer.write_text(page, render_mode=3)


def _inside(op: Glyphs, box: tuple[float, float, float, float]) -> bool:
    return box[0] - 1 <= op.x <= box[2] and box[1] - 1 <= op.y <= box[3] + 1


def _edit_late(applicant: Applicant, target: Path, placed: list[PlacedPage]) -> None:
    """Cover a figure and set another over it, appended to the finished file as an editor does."""
    mark, text = applicant.tricks["late-edit"], applicant.tricks["late-text"]
    for page in placed:
        box = page.boxes.get(mark)
        if box is None or not page.digital:
            continue
        document = pymupdf.open(target)
        sheet = document[page.page - 1]
        sheet.draw_rect(pymupdf.Rect(box), color=None, fill=(1, 1, 1), width=0)
        size = (box[3] - box[1]) / 1.04
        key, name = applicant.style.font("digits")
        font = pymupdf.Font(fontbuffer=fonts.subset(key, set(text)))
        writer = pymupdf.TextWriter(sheet.rect)
        writer.append((box[0], box[3] - 0.18 * size), text, font=font, fontsize=size)
        writer.write_text(sheet)
        name_fonts(document, {font.name: name})
        document.set_metadata(
            {
                **document.metadata,
                "producer": "Foxit PDF Editor",
                "modDate": "D:20230808213000+08'00'",
            }
        )
        document.saveIncr()
        document.close()


def _trick_findings(applicant: Applicant, placed: list[PlacedPage]) -> None:
    """Findings keyed by page can only be named now that the pages have their places."""
    for code in ("hidden-text", "font-anomaly", "layer-mismatch", "pasted-region", "late-edit"):
        mark = applicant.tricks.get(code)
        for page in placed:
            if mark and mark in page.boxes:
                applicant.findings.add(
                    ("hidden-text" if code == "late-edit" else code, f"{page.file}#{page.page}")
                )
                if code == "late-edit":
                    applicant.findings.add((code, ""))
