"""One page of a file into a `Page`: its own text where that is sound, else its pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pymupdf

from .characters import standard
from .checkboxes import drawn_marks, free_ticks, rings_of
from .choices import Marks, mark_words
from .codes import codes_of
from .digital_seals import seals_of
from .documents import PDF_ERRORS
from .errors import DocumentError
from .flatten import Flat
from .forensics import Sight
from .lost_content import shows
from .mark_glyphs import symbols_read
from .ocr import Engine
from .pages import Page, Word
from .picture_print import with_picture_print
from .raster import render
from .rulings import merged
from .scan import read_scan
from .settings import Settings
from .spot_check import SpotChecks
from .text_layer import TextLayer, read_text_layer
from .trust import Trust, judge

NO_MARKS = Marks("", "")


@dataclass(frozen=True)
class Reader:
    """What is loaded once a process and used for every page."""

    engine: Engine
    settings: Settings
    marks: Marks = NO_MARKS  # glyphs of boxes to tick, also of symbol fonts
    checks: SpotChecks = field(default_factory=SpotChecks, compare=False, repr=False)


def read_page(
    pdf: pymupdf.Document,
    index: int,
    file: str,
    reader: Reader,
    watch: Callable[[Sight], None] | None = None,
) -> Page:
    """Read one page of an opened file; `index` counts from 0, `watch` gets a look at the page.

    Raises DocumentError when the page is broken or too large to render.
    """
    try:
        page = pdf.load_page(index)  # a ValueError where repair has left fewer pages
        layer = read_text_layer(page)
        trust = _trust(page, layer, file, reader)
        found, flat = _read(page, layer, trust, file, reader)
    except PDF_ERRORS as error:
        raise DocumentError("此页已损坏，无法读取。请核对原件。") from error
    if watch is not None:
        watch(Sight(page, found, layer, trust, flat))
    return found


def _trust(page: pymupdf.Page, layer: TextLayer, file: str, reader: Reader) -> Trust:
    """Judge a page's text, with a look at a few words where something raises doubt."""
    trust = judge(page, layer, reader.marks.symbols)
    if trust is Trust.EMPTY and shows(page):
        return Trust.SCAN  # a shading, or what is drawn with a pattern
    if trust is not Trust.SOUND or reader.checks.believes(page, layer, file, reader.engine):
        return trust
    return Trust.GARBLED


def _read(
    page: pymupdf.Page, layer: TextLayer, trust: Trust, file: str, reader: Reader
) -> tuple[Page, Flat | None]:
    if trust in (Trust.SOUND, Trust.EMPTY):
        digital = _digital(page, file, layer, reader)
        return with_picture_print(page, layer, digital, reader.engine, reader.settings), None
    scanned, flat = read_scan(
        file, page.number + 1, render(page, reader.settings), reader.engine, reader.settings
    )
    if trust is Trust.SCAN:
        return scanned, flat
    if trust is Trust.GARBLED:
        note = "文字层与页面所示不符或为乱码，已改用图像识别。"
        return replace(scanned, digital=True, notes=(note,)), flat
    return _mixed(_digital(page, file, layer, reader), scanned), None


def _digital(page: pymupdf.Page, file: str, layer: TextLayer, reader: Reader) -> Page:
    return replace(
        digital_page(page, file, layer, reader.marks),
        seals=seals_of(page, layer, reader.engine),
        codes=codes_of(page, layer),
    )


def digital_page(page: pymupdf.Page, file: str, layer: TextLayer, marks: Marks) -> Page:
    """Return what a page's own text and drawings say."""
    drawn = layer.drawings
    visible = [word for word in layer.words if word.visible]
    boxes = (*drawn_marks(drawn, visible), *layer.buttons)
    ticks = free_ticks(drawn, boxes)
    words = [
        replace(word, text=_same_length(word))
        for word in symbols_read(visible, marks, ticks, layer.buttons)
    ]
    return Page(
        file=file,
        number=page.number + 1,
        width=layer.width,
        height=layer.height,
        digital=True,
        frame=layer.frame,
        rotation=layer.rotation,
        words=(*words, *mark_words(boxes)),
        rulings=tuple(merged(layer.rulings)),
        pictures=layer.pictures,
        check_marks=boxes,
        rings=tuple(rings_of(drawn, visible)),
        ticks=tuple(ticks),
    )


def _same_length(word: Word) -> str:
    """Replace look-alikes; a replacement of another length would part text from its edges."""
    text = standard(word.text)
    return text if len(text) == len(word.text) else word.text


def _mixed(digital: Page, scanned: Page) -> Page:
    """Add to a page's own text what OCR found elsewhere.

    Where the picture lies another way than the text, all is taken from the pixels, which show
    the few words of the page's own text too.
    """
    if digital.rotation != scanned.rotation or scanned.skew:
        return scanned
    extra = [
        word
        for word in scanned.words
        if not any(word.box.intersection(own.box) > 0.2 * word.box.area for own in digital.words)
    ]
    return replace(
        digital,
        words=(*digital.words, *extra),
        rulings=tuple(merged([*digital.rulings, *scanned.rulings])),
        seals=scanned.seals,
    )
