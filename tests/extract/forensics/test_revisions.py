from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.forensics.revisions import revision_clues, revision_ends

from ..pdf_pages import picture
from .papers import FILE, figure, form, place, saved, told

TEXT_FIELD = 7  # of a form, in PyMuPDF's numbering


def cell(row: int, column: int) -> pymupdf.Rect:
    x, y = place(row, column)
    return pymupdf.Rect(x - 2, y - 10, x + 60, y + 3)


def overwrite(page: pymupdf.Page, row: int = 6, column: int = 2, text: str = "99999.99") -> None:
    page.draw_rect(cell(row, column), color=None, fill=(1, 1, 1))
    page.insert_text(place(row, column), text, fontsize=10)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return saved(form()[0], tmp_path)


def appended(path: Path) -> pymupdf.Document:
    return pymupdf.open(path)


def test_changed_figure_is_told_with_before_and_after(path: Path) -> None:
    document = appended(path)
    overwrite(document[0])
    document.saveIncr()
    (clue,) = revision_clues(path, FILE)
    assert (clue.kind, clue.page) == ("late-edit", 1)
    assert told(iter([clue])) == [(figure(6, 2), "99999.99")]
    assert clue.box is not None
    x, y = place(6, 2)
    assert clue.box[0] - 5 < x < clue.box[2]
    assert clue.box[1] < y - 3 < clue.box[3]


def test_figure_replaced_in_the_content_itself_is_told(path: Path) -> None:
    document = appended(path)
    for xref in document[0].get_contents():
        stream = document.xref_stream(xref)
        old = "".join(f"{ord(c):02x}" for c in figure(2, 1)).encode()
        new = "".join(f"{ord(c):02x}" for c in "55555.21").encode()
        assert isinstance(stream, bytes)
        document.update_stream(xref, stream.replace(old, new))
    document.saveIncr()
    assert told(revision_clues(path, FILE)) == [(figure(2, 1), "55555.21")]


def test_of_a_figure_that_stands_twice_the_changed_place_is_told(tmp_path: Path) -> None:
    document, page = form()
    overwrite(page, 1, 0, "77777.77")
    overwrite(page, 6, 2, "77777.77")
    twice = saved(document, tmp_path)
    document = appended(twice)
    overwrite(document[0], 1, 0)
    document.saveIncr()
    (clue,) = revision_clues(twice, FILE)
    assert clue.after == "99999.99"
    assert clue.box is not None
    assert abs(clue.box[1] - place(1, 0)[1]) < 15


def test_every_later_revision_is_compared(path: Path) -> None:
    for row in (1, 5):
        document = appended(path)
        overwrite(document[0], row)
        document.saveIncr()
        document.close()
    assert [old for old, _ in told(revision_clues(path, FILE))] == [figure(1, 2), figure(5, 2)]


def test_edit_is_found_after_pages_were_put_before_it(path: Path) -> None:
    document = appended(path)
    document.new_page(0).insert_text((100, 100), "1")
    overwrite(document[1])
    document.saveIncr()
    (clue,) = revision_clues(path, FILE)
    assert clue.page == 2


def test_figure_that_went_and_one_that_came_elsewhere_are_no_pair(path: Path) -> None:
    document = appended(path)
    document[0].draw_rect(cell(2, 0), color=None, fill=(1, 1, 1))
    document[0].insert_text((200, 700), "12345.67", fontsize=10)
    document.saveIncr()
    assert list(revision_clues(path, FILE)) == []


def annotated(document: pymupdf.Document) -> None:
    document[0].add_highlight_annot(cell(3, 1))
    document[0].add_text_annot((500, 100), "请核对 2022 年")
    document[0].add_freetext_annot((60, 60, 300, 90), "收到 2023-07-20")


def sealed(document: pymupdf.Document) -> None:
    y, x = np.mgrid[-60:60, -60:60]
    ring = (abs(np.hypot(x, y) - 52) < 4) * 255
    red = np.dstack([np.full(x.shape, 220), np.zeros(x.shape), np.zeros(x.shape)])
    document[0].insert_image((380, 480, 480, 580), pixmap=picture(red, ring))


def numbered(document: pymupdf.Document) -> None:
    document[0].insert_text((290, 820), "17", fontsize=9)


def merged(document: pymupdf.Document) -> None:
    other, page = form()
    page.insert_text((80, 300), "12345.67")
    document.insert_pdf(other)


def filled(document: pymupdf.Document) -> None:
    widget = pymupdf.Widget()
    widget.field_name, widget.field_type = "amount", TEXT_FIELD
    widget.rect, widget.field_value = pymupdf.Rect(80, 600, 200, 620), "4321.00"
    document[0].add_widget(widget)


@pytest.mark.parametrize("harmless", [annotated, sealed, numbered, merged, filled])
def test_harmless_updates_are_silent(
    path: Path, harmless: Callable[[pymupdf.Document], None]
) -> None:
    document = appended(path)
    harmless(document)
    document.saveIncr()
    assert path.read_bytes().count(b"%%EOF") == 2
    assert list(revision_clues(path, FILE)) == []


def test_file_saved_once_has_one_revision(path: Path) -> None:
    assert len(revision_ends(path.read_bytes())) == 1


def test_first_part_of_a_linearised_file_is_no_revision() -> None:
    linearised = b"%PDF-1.5 /Linearized 1 " + b" " * 80 + b"startxref\n0\n%%EOF\n" + b" " * 400
    whole = linearised + b"startxref\n60\n%%EOF"
    assert revision_ends(whole) == [len(whole)]


def test_file_embedded_in_another_is_no_revision() -> None:
    inner = b"%PDF-1.4 ... startxref\n9\n%%EOF "
    outer = b"%PDF-1.7 " + b"x" * 200 + inner + b"y" * 200
    whole = outer + b"startxref\n" + str(len(outer) - 50).encode() + b"\n%%EOF"
    ends = revision_ends(whole)
    assert ends[-1] == len(whole)


@given(st.binary(max_size=300))
def test_any_bytes_have_rising_ends(data: bytes) -> None:
    ends = revision_ends(data + b"startxref 3 %%EOF" + data)
    assert ends == sorted(ends)
    assert all(end <= 2 * len(data) + 17 for end in ends)
