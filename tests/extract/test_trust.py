from __future__ import annotations

from dataclasses import replace

import numpy as np
import pymupdf
import pytest

from extract.text_layer import read_text_layer
from extract.trust import Trust, judge

from .pdf_pages import blank, picture, reopened

SENTENCE = "The company reports its operating revenue for the year under review. " * 2


def trust(document: pymupdf.Document, symbols: str = "") -> Trust:
    page = reopened(document)[0]
    return judge(page, read_text_layer(page), symbols)


def scan(page: pymupdf.Page, share: float = 1.0) -> None:
    area = pymupdf.Rect(0, 0, 595, 842 * share)
    page.insert_image(area, pixmap=picture(np.full((842, 595), 230)), keep_proportion=False)


def test_a_page_of_text_is_sound() -> None:
    document, page = blank()
    page.insert_text((50, 100), SENTENCE)
    assert trust(document) is Trust.SOUND


def test_a_bare_page_is_empty() -> None:
    assert trust(blank()[0]) is Trust.EMPTY


def test_a_picture_of_a_page_is_a_scan() -> None:
    document, page = blank()
    scan(page)
    assert trust(document) is Trust.SCAN


def test_text_drawn_as_lines_is_a_scan() -> None:
    document, page = blank()
    page.draw_line((50, 50), (300, 50))
    assert trust(document) is Trust.SCAN


@pytest.mark.parametrize("first", ["picture", "text"])
def test_somebodys_recognised_text_under_a_scan_is_not_believed(first: str) -> None:
    document, page = blank()
    if first == "picture":
        scan(page)
    for line in range(5):
        page.insert_text((50, 100 + 20 * line), SENTENCE, fontsize=7, render_mode=3)
    if first == "text":
        scan(page)
    assert trust(document) is Trust.SCAN


def test_a_page_number_on_a_scan_makes_no_digital_page() -> None:
    document, page = blank()
    scan(page)
    page.insert_text((290, 820), "- 12 -")
    assert trust(document) is Trust.SCAN


def test_a_large_picture_with_a_caption_is_mixed() -> None:
    document, page = blank()
    scan(page, share=0.5)
    page.insert_text((50, 500), "Figure 1")
    assert trust(document) is Trust.MIXED


def test_a_background_picture_under_text_is_sound() -> None:
    document, page = blank()
    scan(page)
    page.insert_text((50, 100), SENTENCE, fontsize=7)
    assert trust(document) is Trust.SOUND


def logo(page: pymupdf.Page) -> None:
    page.insert_image(pymupdf.Rect(500, 20, 560, 60), pixmap=picture(np.full((40, 60), 90)))


def lines(page: pymupdf.Page, count: int, mode: int = 0, top: float = 100) -> None:
    for line in range(count):
        page.insert_text((50, top + 20 * line), SENTENCE, fontsize=7, render_mode=mode)


def test_print_that_a_scan_was_laid_over_is_not_believed() -> None:
    document, page = blank()
    lines(page, 5)
    scan(page)
    assert trust(document) is Trust.SCAN


def test_print_between_two_scans_is_not_believed() -> None:
    document, page = blank()
    scan(page)
    lines(page, 5)
    page.insert_image(page.rect, pixmap=picture(np.full((842, 595), 231)), keep_proportion=False)
    assert trust(document) is Trust.SCAN


def test_a_logo_drawn_last_lies_over_nothing() -> None:
    document, page = blank()
    scan(page)
    lines(page, 5)
    logo(page)
    assert trust(document) is Trust.SOUND


def test_a_logo_on_a_scan_leaves_it_a_scan() -> None:
    document, page = blank()
    scan(page)
    logo(page)
    page.insert_text((290, 820), "- 12 -")
    assert trust(document) is Trust.SCAN


@pytest.mark.parametrize(("seen", "expected"), [(3, Trust.SOUND), (1, Trust.SCAN)])
def test_most_of_the_text_decides(seen: int, expected: Trust) -> None:
    document, page = blank()
    scan(page)
    lines(page, 2, mode=3)
    lines(page, seen, top=400)
    assert trust(document) is expected


@pytest.mark.parametrize(("known", "expected"), [("", Trust.GARBLED), ("\uf052", Trust.SOUND)])
def test_symbols_with_a_meaning_are_not_garbled(known: str, expected: Trust) -> None:
    document, page = blank()
    page.insert_text((50, 100), "\u00b7")
    layer = read_text_layer(reopened(document)[0])
    (dot,) = layer.words
    symbols = replace(layer, words=(replace(dot, text="\uf052"),))
    assert judge(reopened(document)[0], symbols, known) is expected


def strips(page: pymupdf.Page, count: int = 6) -> None:
    height = 842 / count
    for index in range(count):
        area = pymupdf.Rect(0, index * height, 595, (index + 1) * height)
        pixels = np.full((140, 595), 230 - index)
        page.insert_image(area, pixmap=picture(pixels), keep_proportion=False)


def test_a_scan_in_strips_is_a_scan() -> None:
    document, page = blank()
    strips(page)
    assert trust(document) is Trust.SCAN
    lines(page, 5, mode=3)
    assert trust(document) is Trust.SCAN


def test_print_that_strips_were_laid_over_is_not_believed() -> None:
    document, page = blank()
    lines(page, 5)
    strips(page)
    assert trust(document) is Trust.SCAN
