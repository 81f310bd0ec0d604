"""Content of a page that could not be unpacked: the library goes on without it and only warns."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

import pymupdf

from .documents import PDF_ERRORS
from .errors import DocumentError
from .pages import Page

LOOK = 0.3  # pixels a point, enough to see whether anything is shown
MOST_PIXELS = 4_000_000  # of that look
# What MuPDF says where a stream or a picture ends too early, or makes no sense from some point on.
CUT_SHORT = re.compile(
    r"treating as end of file|padding truncated image|premature end of|page may not be correct"
)
# Where nothing at all is shown, any error is one too many.
FAILED = re.compile(r"\berror\b|recursive|" + CUT_SHORT.pattern)

BLANK = "此页显示为空白，但文件中有未能解开的内容，未读取。请核对原件，必要时重新提交。"
PARTLY = "此页有部分内容未能解开，读到的可能不全。请核对原件，必要时重新提交。"

UNSEEN_FORM = "此文件是 XFA 动态表单，表单内容不在页面上，未能读取。请在能打开它的软件里打印成 PDF 后重新提交。"

T = TypeVar("T")


def with_warnings(call: Callable[[], T]) -> tuple[T, str]:
    """Return what a call gives, and what the library warned of meanwhile."""
    pymupdf.TOOLS.reset_mupdf_warnings()
    given = call()
    return given, str(pymupdf.TOOLS.mupdf_warnings())


def loss(pdf: pymupdf.Document, found: Page, warnings: str) -> str | None:
    """Return what to tell of content that a page has lost, None where it has lost none.

    Raises DocumentError where nothing of the page is left.
    """
    if not found.words and FAILED.search(warnings) and not _shows(pdf, found.number):
        raise DocumentError(BLANK)
    return PARTLY if CUT_SHORT.search(warnings) else None


def unseen_form(pdf: pymupdf.Document) -> str | None:
    """Return what to tell of a form that is there only as XML for one maker's program."""
    if not pdf.is_pdf:
        return None
    catalogue = pdf.pdf_catalog()
    kind, _ = pdf.xref_get_key(catalogue, "AcroForm/XFA")
    _, fields = pdf.xref_get_key(catalogue, "AcroForm/Fields")
    return UNSEEN_FORM if kind != "null" and fields in ("null", "[]") else None


def _shows(pdf: pymupdf.Document, number: int) -> bool:
    try:
        return shows(pdf.load_page(number - 1))
    except PDF_ERRORS:
        return False


def shows(page: pymupdf.Page) -> bool:
    """Tell whether anything is to be seen on a page: more than one colour."""
    scale = min(LOOK, (MOST_PIXELS / max(abs(page.rect.width * page.rect.height), 1)) ** 0.5)
    picture = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale))
    return not picture.is_unicolor
