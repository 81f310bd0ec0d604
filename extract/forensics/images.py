"""Regions of scanned pages that were put in: pieces laid over the scan, and odd figures in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np
import pymupdf

from ..covered import LIGHT, OPAQUE
from ..flatten import Flat
from ..geometry import Box
from ..glyphs import glyphs_of
from ..pages import Page, Word
from ..trust import Trust
from .pasted import COPIED, pasted_figures
from .patches import MARGIN
from .picture import WHOLE, Picture, picture_of
from .sight import Clue, Sight

PIECE = 0.1  # share of the page that a piece with a figure is below
LINE = 0.8  # of the page's width: strips of a scan are as wide
MOST_PIECES = 8  # more small pictures are how some scanners store print
HOLDS = 0.7  # share of a figure that lies on the piece
ANOTHER = 0.06  # by which resolutions differ, below which pieces are of one scan
DIGITS = 3  # of a figure laid over a scan
FIGURE = re.compile(r"[-−–(（¥￥]?(\d[\d,，.．]*\d)\D{0,3}")  # with a unit perhaps
YEAR = re.compile(r"(19|20)\d\d")
LONG = 12  # characters, beyond which a word's box reaches over too much of the page
PASTED, SAME_RESOLUTION, RETYPED = 0.9, 0.4, 0.9  # scores
LEAST, MOST = 0.6, 0.85  # scores of a figure that looks put in


def image_clues(sight: Sight) -> Iterator[Clue]:
    """Yield a clue for each piece laid over a scan and each figure that looks put in."""
    if sight.trust is not Trust.SCAN:
        return
    pieces = list(_laid_over(sight)) if sight.pdf_page.parent.is_pdf else []
    yield from pieces or _put_in(sight)


def _laid_over(sight: Sight) -> Iterator[Clue]:
    page = sight.pdf_page
    images = page.get_image_info()
    whole = abs(page.rect.width * page.rect.height)
    scan = max(images, key=lambda image: Box(*image["bbox"]).area, default=None)
    if scan is None or Box(*scan["bbox"]).area < WHOLE * whole:
        return
    pieces = [
        image
        for image in images[images.index(scan) + 1 :]
        if Box(*image["bbox"]).area < PIECE * whole and not _is_strip(image, page)
    ]
    figures = [(w, Box(*sight.page.locate(w.box))) for w in sight.page.words if _is_figure(w)]
    if 0 < len(pieces) <= MOST_PIECES:
        for piece in pieces:
            yield from _pasted(sight, piece, scan, figures)
    yield from _retyped(sight)


def _is_strip(image: dict[str, Any], page: pymupdf.Page) -> bool:
    x0, _, x1, _ = pymupdf.Rect(image["bbox"]) * page.rotation_matrix
    return bool(x1 - x0 > LINE * page.rect.width)


def _is_figure(word: Word) -> bool:
    match = FIGURE.fullmatch(word.text)
    return (
        match is not None
        and sum(map(str.isdigit, match[1])) >= DIGITS
        and not YEAR.fullmatch(match[1])
    )


def _pasted(
    sight: Sight, piece: dict[str, Any], scan: dict[str, Any], figures: Sequence[tuple[Word, Box]]
) -> Iterator[Clue]:
    """Yield a clue where a small picture bears a figure."""
    box = Box(*sight.displayed(Box(*piece["bbox"])))
    held = [word for word, place in figures if place.intersection(box) >= HOLDS * place.area]
    if held and not piece.get("has-mask"):
        ratio = _density(piece) / _density(scan)
        differs = abs(ratio - 1) > ANOTHER or piece["bpc"] != scan["bpc"]
        text = "、".join(word.text for word in held)
        detail = f"“{text}”是另贴在扫描图上的小图"
        detail += "，分辨率与整页不同" if differs else ""
        yield _clue(sight, box, detail, PASTED if differs else SAME_RESOLUTION, text)


def _density(image: dict[str, Any]) -> float:
    """Return pixels a point."""
    return float(image["width"]) / max(Box(*image["bbox"]).width, 1e-6)


def _retyped(sight: Sight) -> Iterator[Clue]:
    """Yield a clue where figures were typed over a patch on the scan."""
    page = sight.pdf_page
    first = _scan_order(page)
    typed = [glyph for glyph in glyphs_of(page) if glyph.inked]
    if not any(glyph.text.isdigit() for glyph in typed):
        return
    for path in page.get_drawings():
        fill, opacity = path.get("fill"), path.get("fill_opacity")
        if path["seqno"] < first or not fill or min(fill) < LIGHT:
            continue
        if opacity is not None and opacity < OPAQUE:
            continue
        box = Box(*path["rect"])
        over = [g for g in typed if g.order > path["seqno"] and box.contains(*g.core.center)]
        text = "".join(glyph.text for glyph in over)
        if sum(map(str.isdigit, text)) >= DIGITS and _may_hold_a_figure(sight, box):
            detail = f"扫描图上有遮盖块，其上另行键入“{text}”"
            yield _clue(sight, Box(*sight.displayed(box)), detail, RETYPED, text)


def _scan_order(page: pymupdf.Page) -> int:
    """Return the place of the scan itself in the drawing order."""
    areas = [
        (Box(*box[:4]).area, order)
        for order, (kind, box) in enumerate(page.get_bboxlog())
        if kind == "fill-image"
    ]
    return max(areas, default=(0.0, 0))[1]


def _may_hold_a_figure(sight: Sight, box: Box) -> bool:
    """Leave out whole grounds, and page numbers that were renewed at head or foot."""
    page = sight.pdf_page
    _, y0, _, y1 = sight.displayed(box)
    inner = y1 > MARGIN * page.rect.height and y0 < (1 - MARGIN) * page.rect.height
    return inner and box.area < PIECE * float(abs(page.rect.width * page.rect.height))


def _put_in(sight: Sight) -> Iterator[Clue]:
    """Yield a clue for each figure whose paper, ink and edges are not the page's."""
    if sight.flat is None:
        return
    seals = [seal.box.grown(2) for seal in sight.page.seals]
    plain = [
        word
        for word in sight.page.words
        if not any(seal.intersection(word.box) > 0 for seal in seals)
    ]
    words = [word for word in plain if _is_figure(word)]
    others = [word for word in plain if not _is_figure(word) and len(word.text) <= LONG]
    picture = picture_of(sight.pdf_page, sight.page) or _flat(sight.flat, sight.page)
    places = [picture.place(word.box) for word in words]
    counts = [sum(map(str.isdigit, word.text)) for word in words]
    around = [picture.place(word.box) for word in others]
    for odd in pasted_figures(picture, places, counts, around):
        if odd.strength >= 1:
            word = words[odd.place]
            detail = (
                f"“{word.text}”与同页另一处数字的像素几乎完全相同"
                if odd.signs == COPIED
                else f"“{word.text}”的{'、'.join(odd.signs)}与同页其他数字明显不同"
            )
            score = min(LEAST + (MOST - LEAST) * (odd.strength - 1), MOST)
            yield _clue(sight, Box(*sight.page.locate(word.box)), detail, score, word.text)


def _flat(flat: Flat, page: Page) -> Picture:
    """Return the page as it was read, where no single picture is its scan."""
    scale = flat.image.shape[1] / page.width
    grey = np.asarray(cv2.cvtColor(flat.image, cv2.COLOR_BGR2GRAY), np.uint8)
    return Picture(grey, np.diag([scale, scale, 1.0]))


def _clue(sight: Sight, box: Box, detail: str, score: float, text: str) -> Clue:
    x0, y0, x1, y1 = (round(side, 2) for side in box)
    return Clue(
        kind="pasted-region",
        file=sight.page.file,
        page=sight.page.number,
        box=(x0, y0, x1, y1),
        detail=detail,
        score=round(score, 3),
        after=text,
    )
