"""Pages and sights for the tests of the observers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pymupdf

from extract.documents import Document, sha256
from extract.forensics import Clue, Sight
from extract.page_types import TypedPage
from extract.pages import Page
from extract.records import PageType
from extract.text_layer import read_text_layer
from extract.trust import judge
from extract.vocabulary import ForensicVocabulary

FILE = "申报书.pdf"
WORDS = ForensicVocabulary(
    figure_pages=("form", "balance_sheet"),
    image_editors=("Photoshop", "美图"),
    pdf_editors=("PhantomPDF",),
    finishing_minutes=10,
    confusable=("17", "38"),
)
ROWS = 8
COLUMNS = (200, 320, 450)  # where the figures of three years begin


def figure(row: int, column: int) -> str:
    return f"{(row + 2) * 7919 + column * 1237}.{row}{column}"


def place(row: int, column: int) -> tuple[float, float]:
    return COLUMNS[column], 400 + 20 * row


class Setting(NamedTuple):
    """How a figure is set; `down` is how far below its baseline."""

    font: str = "helv"
    size: float = 10
    down: float = 0
    text: str = ""  # instead of the figure that stands there usually


def usual(row: int, column: int) -> Setting:
    return Setting()


def form(
    setting: Callable[[int, int], Setting] = usual,
) -> tuple[pymupdf.Document, pymupdf.Page]:
    """Draw eight lines of figures of three years."""
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    for row in range(ROWS):
        page.insert_text((80, 400 + 20 * row), "资产总额（万元）", fontname="china-s", fontsize=10)
        for column in range(len(COLUMNS)):
            how, (x, y) = setting(row, column), place(row, column)
            text = how.text or figure(row, column)
            page.insert_text((x, y + how.down), text, fontname=how.font, fontsize=how.size)
    return document, page


def sight_of(document: pymupdf.Document, number: int = 0) -> Sight:
    page = pymupdf.open(stream=document.tobytes())[number]
    layer = read_text_layer(page)
    trust = judge(page, layer, "")
    read = Page(FILE, number + 1, layer.width, layer.height, True, layer.frame, words=layer.words)
    return Sight(page, read, layer, trust, None)


def typed(kind: PageType, number: int = 1, file: str = FILE) -> TypedPage:
    sight = sight_of(form()[0])
    page = Page(file, number, 595, 842, True, sight.layer.frame)
    return TypedPage(page, kind, 0.9, "")


def saved(document: pymupdf.Document, folder: Path) -> Path:
    path = folder / FILE
    document.save(path)
    return path


def document_of(path: Path) -> Document:
    return Document(path.name, path, sha256(path))


def told(clues: Iterator[Clue]) -> list[tuple[str, str]]:
    return [(clue.before, clue.after) for clue in clues]
