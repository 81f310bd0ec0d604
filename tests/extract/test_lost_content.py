"""Pages that lost what was on them."""

from __future__ import annotations

import zlib
from pathlib import Path

import pymupdf
import pytest

from extract.documents import Document, opened
from extract.errors import DocumentError
from extract.lost_content import BLANK, PARTLY, UNSEEN_FORM, loss, shows, unseen_form, with_warnings
from extract.pages import Page
from extract.reading import NO_MARKS, digital_page
from extract.settings import Settings
from extract.text_layer import read_text_layer

LINES = b"".join(b"BT /F 12 Tf 72 %d Td (line %d) Tj ET\n" % (800 - n, n) for n in range(700))
JUNK = b"\x78\x9c" + b"\xff" * 200


def written(path: Path, content: bytes) -> Path:
    """Write a page whose compressed content is taken as it is; the library finds the objects."""
    page = b"/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>"
    bodies = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R%s>>" % page,
        b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, body) for n, body in enumerate(bodies, 1))
    path.write_bytes(b"%PDF-1.7\n" + objects + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF\n")
    return path


def read(path: Path) -> str | None:
    with opened(Document(path.name, path, ""), Settings()) as pdf:

        def page() -> Page:
            loaded = pdf.load_page(0)
            return digital_page(loaded, path.name, read_text_layer(loaded), NO_MARKS)

        found, warnings = with_warnings(page)
        return loss(pdf, found, warnings)


def test_a_page_of_which_nothing_is_left_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path / "a.pdf", JUNK)
    with pytest.raises(DocumentError, match=BLANK):
        read(path)


def test_a_page_of_which_a_part_is_left_is_told(tmp_path: Path) -> None:
    packed = zlib.compress(LINES)
    path = written(tmp_path / "a.pdf", packed[: len(packed) // 2] + b"\xff" * 100)
    assert read(path) == PARTLY


@pytest.mark.parametrize("content", [b"", b"q Q", b"1 g 0 0 595 842 re f"])
def test_a_page_that_is_blank_by_nature_is_none(tmp_path: Path, content: bytes) -> None:
    assert read(written(tmp_path / "a.pdf", zlib.compress(content))) is None


def test_what_can_be_read_is_not_lost(tmp_path: Path) -> None:
    assert read(written(tmp_path / "a.pdf", zlib.compress(LINES))) is None


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("<</XFA (x)/Fields[]>>", UNSEEN_FORM),
        ("<</XFA (x)/Fields[5 0 R]>>", None),
        ("<</Fields[]>>", None),
    ],
)
def test_a_form_that_no_page_shows(form: str, told: str | None) -> None:
    with pymupdf.open() as document:
        document.new_page()
        document.xref_set_key(document.pdf_catalog(), "AcroForm", form)
        assert unseen_form(document) == told


@pytest.mark.parametrize(("drawn", "seen"), [(False, False), (True, True)])
def test_something_to_be_seen(drawn: bool, seen: bool) -> None:
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        if drawn:
            page.draw_rect(pymupdf.Rect(50, 50, 90, 90), fill=(0, 0, 0))
        assert shows(page) is seen
