"""Pages made into scans, with a figure pasted, retyped or altered in the text layer under them.

Pixels are grey levels in an array, rows first, from the top left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pymupdf
from numpy.typing import NDArray

from extract.geometry import Box

from .page_plants import Sheet, Spot, page_plant
from .pdf_edits import figure_of, other_figure, write

Grey = NDArray[np.float64]
POINTS = 72.0
LIKE = "17"  # digits that OCR programs take for each other
MARGIN = 1.5  # points that a pasted piece reaches beyond its figure


@dataclass(frozen=True)
class Scan:
    """A page as a scanner gives it."""

    pixels: Grey
    dpi: int
    quality: int  # of its JPEG
    width: float  # of the page, points
    height: float

    def place(self, box: Box) -> tuple[slice, slice]:
        scale = self.dpi / POINTS
        x0, y0, x1, y1 = (round(side * scale) for side in box)
        height, width = self.pixels.shape
        return slice(max(y0, 0), min(y1, height)), slice(max(x0, 0), min(x1, width))


def scan_of(sheet: Sheet) -> tuple[Scan, list[tuple[Box, str]]]:
    """Scan the page: softened, noisy, on paper that is not quite white; with its words."""
    document = pymupdf.open(sheet.path)
    page = document[sheet.page]
    dpi = sheet.rng.choice((150, 200))
    clean = _grey(page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY))
    words = [(Box(*word[:4]), str(word[4])) for word in page.get_text("words")]
    width, height = page.rect.width, page.rect.height
    document.close()
    paper = sheet.rng.uniform(228, 248)
    pixels = _noisy(_soft(clean) * paper / 255, sheet.rng.uniform(1.5, 4), sheet)
    return Scan(pixels, dpi, sheet.rng.randint(65, 88), width, height), words


def _grey(pixmap: pymupdf.Pixmap) -> Grey:
    found = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.stride)
    return found[:, : pixmap.width].astype(np.float64)


def _soft(pixels: Grey) -> Grey:
    padded = np.pad(pixels, 1, mode="edge")
    weights = ((1, 2, 1), (2, 8, 2), (1, 2, 1))
    height, width = pixels.shape
    found = np.zeros_like(pixels)
    for down, row in enumerate(weights):
        for right, weight in enumerate(row):
            found += weight * padded[down : down + height, right : right + width]
    return found / 20


def _noisy(pixels: Grey, spread: float, sheet: Sheet) -> Grey:
    noise = np.random.default_rng(sheet.rng.getrandbits(32)).normal(0, spread, pixels.shape)
    return np.clip(pixels + noise, 0, 255)


def _pixmap(pixels: Grey) -> pymupdf.Pixmap:
    rounded = np.ascontiguousarray(np.clip(pixels, 0, 255).round().astype(np.uint8))
    height, width = rounded.shape
    return pymupdf.Pixmap(pymupdf.csGRAY, width, height, rounded.tobytes(), False)


def page_of(scan: Scan) -> tuple[pymupdf.Document, pymupdf.Page]:
    """Return a file of one page that the scan fills."""
    document = pymupdf.open()
    page = document.new_page(width=scan.width, height=scan.height)
    data = _pixmap(scan.pixels).tobytes("jpeg", jpg_quality=scan.quality)
    page.insert_image(page.rect, stream=data)
    return document, page


def _written(sheet: Sheet, document: pymupdf.Document) -> int:
    data = document.tobytes(garbage=3, deflate=True)
    document.close()
    sheet.path.write_bytes(data)
    return 0


def _altered(sheet: Sheet, change: Callable[[Scan, Spot], Grey | None]) -> int | None:
    """Scan the page and alter the pixels of one figure."""
    spot = figure_of(sheet)
    if spot is None:
        return None
    scan, _ = scan_of(sheet)
    pixels = change(scan, spot)
    if pixels is None:
        return None
    return _written(sheet, page_of(replace(scan, pixels=pixels))[0])


def _figure(spot: Spot, text: str, dpi: int) -> Grey:
    """Return another figure in a spot's place, printed on white, as large as its piece."""
    small = pymupdf.open()
    box = _piece(spot)
    page = small.new_page(width=box.width, height=box.height)
    inner = Box(MARGIN, MARGIN, MARGIN + spot.box.width, MARGIN + spot.box.height)
    write(page, Spot(0, text, inner), text)
    return _grey(page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY))


def _piece(spot: Spot) -> Box:
    x0, y0, x1, y1 = spot.box
    return Box(x0 - MARGIN, y0 - MARGIN, x1 + MARGIN, y1 + MARGIN)


def _laid(scan: Scan, place: tuple[slice, slice], piece: Grey) -> Grey:
    pixels = scan.pixels.copy()
    height, width = pixels[place].shape
    fitted = np.full((height, width), piece.max())
    fitted[: piece.shape[0], : piece.shape[1]] = piece[:height, :width]
    pixels[place] = fitted
    return pixels


@page_plant("scan-retyped", "扫描图上贴入未经扫描的数字", "pasted-region", scanned=True)
def retyped(sheet: Sheet) -> int | None:
    """A figure straight from a drawing program, on pure white, in the picture itself."""

    def change(scan: Scan, spot: Spot) -> Grey:
        piece = _figure(spot, other_figure(sheet, spot.text), scan.dpi)
        return _laid(scan, scan.place(_piece(spot)), piece)

    return _altered(sheet, change)


@page_plant("scan-retyped-fitted", "扫描图上贴入底色相近的数字", "pasted-region", scanned=True)
def retyped_fitted(sheet: Sheet) -> int | None:
    """The same with the paper's grey and some noise, but without the scanner's softness."""

    def change(scan: Scan, spot: Spot) -> Grey:
        place = scan.place(_piece(spot))
        paper = float(np.percentile(scan.pixels[place], 80))
        piece = _figure(spot, other_figure(sheet, spot.text), scan.dpi) * paper / 255
        return _laid(scan, place, _noisy(piece, 1.0, sheet))

    return _altered(sheet, change)


@page_plant("scan-of-another", "扫描图上贴入另一次扫描的数字", "pasted-region", scanned=True)
def of_another(sheet: Sheet) -> int | None:
    """A figure from a scan with other paper, noise and softness."""

    def change(scan: Scan, spot: Spot) -> Grey:
        place = scan.place(_piece(spot))
        paper = min(253.0, float(np.percentile(scan.pixels[place], 80)) + sheet.rng.uniform(6, 14))
        piece = _soft(_soft(_figure(spot, other_figure(sheet, spot.text), scan.dpi))) * paper / 255
        return _laid(scan, place, _noisy(piece, 5.0, sheet))

    return _altered(sheet, change)


@page_plant("scan-copied", "扫描图上复制同页另一个数字", "pasted-region", scanned=True)
def copied(sheet: Sheet) -> int | None:
    """Another figure of the same page copied over one: same paper, ink and noise."""

    def change(scan: Scan, spot: Spot) -> Grey | None:
        others = [
            one
            for one in sheet.spots
            if one.text != spot.text and abs(one.box.width - spot.box.width) < 8  # noqa: PLR2004
        ]
        if not others:
            return None
        source = scan.pixels[scan.place(_piece(others[0]))]
        return _laid(scan, scan.place(_piece(spot)), source)

    return _altered(sheet, change)


@page_plant("scan-piece", "扫描页上另叠一张小图", "pasted-region", scanned=True)
def piece_over(sheet: Sheet) -> int | None:
    """A small picture of another resolution laid over the scan in the file."""
    spot = figure_of(sheet)
    if spot is None:
        return None
    scan, _ = scan_of(sheet)
    document, page = page_of(scan)
    piece = _figure(spot, other_figure(sheet, spot.text), sheet.rng.choice((96, 300)))
    page.insert_image(pymupdf.Rect(_piece(spot)), pixmap=_pixmap(piece))
    return _written(sheet, document)


@page_plant("scan-typed", "扫描页上遮盖后键入数字", "pasted-region", scanned=True)
def typed_over(sheet: Sheet) -> int | None:
    """A white patch over the scan and a figure typed on it."""
    spot = figure_of(sheet)
    if spot is None:
        return None
    scan, _ = scan_of(sheet)
    document, page = page_of(scan)
    page.draw_rect(pymupdf.Rect(_piece(spot)), color=None, fill=(1, 1, 1), width=0)
    write(page, spot, other_figure(sheet, spot.text))
    return _written(sheet, document)


def _layered(sheet: Sheet, change: Callable[[str, Box], str]) -> int:
    """Scan the page and put its words under it, invisible, as a scanner's OCR does."""
    scan, words = scan_of(sheet)
    document, page = page_of(scan)
    for box, text in words:
        _under(page, change(text, box), box)
    return _written(sheet, document)


def _under(page: pymupdf.Page, text: str, box: Box) -> None:
    """Put an invisible word where a visible one stands, as wide as that."""
    foot, size, font = (box.x0, box.y1 - 0.2 * box.height), box.height * 0.8, "china-s"
    if text.isascii():
        font = "helv"
        size = box.width / max(pymupdf.get_text_length(text, fontname=font, fontsize=1), 0.1)
    page.insert_text(foot, text, fontname=font, fontsize=size, render_mode=3)


@page_plant("layer-changed", "扫描件的文字层与图像不符", "layer-mismatch", scanned=True)
def layer_changed(sheet: Sheet) -> int | None:
    """The layer says another figure than the picture shows: three digits differ."""
    spot = next((s for s in sheet.spots if sum(map(str.isdigit, s.text)) >= 6), None)  # noqa: PLR2004
    if spot is None or not spot.text.isascii():
        return None
    digits = [i for i, character in enumerate(spot.text) if character.isdigit()]
    places = set(sheet.rng.sample(digits, 3))
    # By four or five: not what an OCR program takes for each other.
    other = "".join(
        str((int(character) + sheet.rng.choice((4, 5))) % 10) if i in places else character
        for i, character in enumerate(spot.text)
    )

    def change(text: str, box: Box) -> str:
        same = box.intersection(spot.box) > 0.5 * spot.box.area
        return text.replace(spot.text, other) if same else text

    return _layered(sheet, change)


@page_plant("layer-right", "扫描件带相符的文字层", scanned=True)
def layer_right(sheet: Sheet) -> int | None:
    return _layered(sheet, lambda text, box: text)


@page_plant("layer-misread", "扫描件的文字层有识别错字", scanned=True)
def layer_misread(sheet: Sheet) -> int | None:
    """A layer in which some ones were taken for sevens, and single digits are missing."""

    def change(text: str, box: Box) -> str:
        if not text[:1].isdigit() or sheet.rng.random() > 0.15:  # noqa: PLR2004
            return text
        return text.replace(LIKE[0], LIKE[1], 1) if LIKE[0] in text else text[:-1]

    return _layered(sheet, change)


@page_plant("scan-plain", "普通扫描件", scanned=True)
def plain(sheet: Sheet) -> int | None:
    return _written(sheet, page_of(scan_of(sheet)[0])[0])


@page_plant("scan-shaded", "扫描件上有底纹或荧光笔", scanned=True)
def shaded(sheet: Sheet) -> int | None:
    """A figure in a shaded cell, or under a marker: darker paper, the same ink."""

    def change(scan: Scan, spot: Spot) -> Grey:
        pixels = scan.pixels.copy()
        pixels[scan.place(_piece(spot))] *= sheet.rng.uniform(0.82, 0.94)
        return pixels

    return _altered(sheet, change)


@page_plant("scan-stroke", "扫描件上有笔迹", scanned=True)
def stroke(sheet: Sheet) -> int | None:
    """A line of a pen under a figure and a tick beside it."""

    def change(scan: Scan, spot: Spot) -> Grey:
        pixels = scan.pixels.copy()
        x0, _, x1, y1 = spot.box
        pixels[scan.place(Box(x0, y1 - 0.5, x1, y1 + 0.8))] *= 0.4
        rows, columns = scan.place(Box(x1 + 3, y1 - 8, x1 + 11, y1))
        for step in range(min(rows.stop - rows.start, columns.stop - columns.start)):
            pixels[rows.stop - 1 - step, columns.start + step : columns.start + step + 2] *= 0.4
        return pixels

    return _altered(sheet, change)
