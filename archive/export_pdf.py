"""Each submission as one searchable PDF: its own pages, with what was read from scans as text.

A page with sound text of its own is kept as it is. A page read from its pixels keeps its picture
and gets the reading, corrections included, as an invisible layer in the place of any it had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pymupdf

from extract.records import PageRecord, Record, SourceFile

from . import text_layers
from .bigrams import normalise
from .destination import pdf_name, writing
from .errors import ArchiveError
from .invisible_font import InvisibleFont
from .timeline import Correction

DPI = 200  # of a page whose own text is replaced with its picture
LARGEST = 60_000_000  # pixels of such a picture; a larger page gets fewer dots an inch
ALIKE = 0.5  # share of a page's pairs of characters that its own text must have to be kept
FEW = 12  # characters, too few to tell whether a page's own text is sound

Original = Callable[[str], Path]


def write(
    folder: Path, record: Record, corrections: Sequence[Correction], original: Original
) -> Path:
    """Write `<id>.pdf` into a folder that is there; `original` gives a file's bytes by sha256.

    Raises `ArchiveError` when an original is missing or cannot be opened any more.
    """
    path = folder / pdf_name(record.id)
    with pymupdf.open() as document:
        font, laid = InvisibleFont(), []
        contents: list[list[object]] = []
        for file in record.files:
            if not file.pages:
                continue
            first = document.page_count
            _append(document, file, original)
            contents.append([1, file.path, first + 1])
            for page in _pages(record, file):
                if _lay(document, first + page.page - 1, page, corrections, font):
                    laid.append(first + page.page - 1)
        number = font.embed(document) if laid else 0
        for index in laid:
            text_layers.attach(document[index], number)
        document.set_toc(contents)
        document.set_metadata({"title": record.id, "producer": "shenhe"})
        if not document.page_count:
            document.new_page()
        with writing(path) as part:
            document.save(str(part), garbage=3, deflate=True)
    return path


def _append(document: pymupdf.Document, file: SourceFile, original: Original) -> None:
    kind = Path(file.path).suffix.lstrip(".").lower()
    try:
        with pymupdf.open(original(file.sha256), filetype=kind) as source:
            if source.is_pdf:
                document.insert_pdf(source)
                return
            with pymupdf.open("pdf", source.convert_to_pdf()) as converted:
                document.insert_pdf(converted)
    except (pymupdf.FileDataError, RuntimeError, ValueError) as error:
        raise ArchiveError(f"{file.path}：原件无法打开，不能导出（{error}）") from error


def _pages(record: Record, file: SourceFile) -> Iterator[PageRecord]:
    return (page for page in record.pages if page.file == file.path)


def _lay(
    document: pymupdf.Document,
    index: int,
    record: PageRecord,
    corrections: Sequence[Correction],
    font: InvisibleFont,
) -> bool:
    """Lay the reading over a page that was read from its pixels; tells whether it was."""
    if index >= document.page_count or not record.runs:
        return False
    page = document[index]
    own = page.get_text()
    if record.digital and _is_alike(own, record.text):
        return False
    if own.strip():
        page = _bared(document, index)
    text_layers.lay(page, record, text_layers.stretches(record, corrections), font)
    return True


def _is_alike(own: str, read: str) -> bool:
    """Tell whether a page's own text says what was read on it."""
    wanted = _pairs(normalise(read))
    if len(wanted) < FEW:
        return True
    return len(wanted & _pairs(normalise(own))) >= ALIKE * len(wanted)


def _pairs(text: str) -> set[str]:
    return {text[index : index + 2] for index in range(len(text) - 1)}


def _bared(document: pymupdf.Document, index: int) -> pymupdf.Page:
    """Return a page without its own text: the invisible taken out, else pictured."""
    page = document[index]
    page.add_redact_annot(page.rect * page.derotation_matrix)
    page.apply_redactions(
        images=pymupdf.PDF_REDACT_IMAGE_NONE,  # type: ignore[attr-defined]
        graphics=pymupdf.PDF_REDACT_LINE_ART_NONE,  # type: ignore[attr-defined]
        text=pymupdf.PDF_REDACT_TEXT_REMOVE_INVISIBLE,  # type: ignore[attr-defined]
    )
    page = document[index]
    if not page.get_text().strip():
        return page
    picture = page.get_pixmap(matrix=_scale(page.rect))
    new = document.new_page(index, width=page.rect.width, height=page.rect.height)
    new.insert_image(new.rect, pixmap=picture)
    document.delete_page(index + 1)
    return document[index]


def _scale(page: pymupdf.Rect) -> pymupdf.Matrix:
    scale = min(DPI / 72, (LARGEST / (page.width * page.height)) ** 0.5)
    return pymupdf.Matrix(scale, scale)
