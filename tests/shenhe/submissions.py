"""Small PDFs, good and bad, as applicants hand them in."""

from __future__ import annotations

from pathlib import Path

import pymupdf

COMPANY, CODE = "上海明理精密仪器有限公司", "913101151234567880"
FORM = (
    ("企业名称", COMPANY),
    ("统一社会信用代码", CODE),
    ("注册地址", "上海市浦东新区明理路1号"),
    ("所属行业", "仪器仪表制造业"),
    ("主营业务", "精密仪器制造与维护"),
)
TITLE = "上海市服务型制造示范企业申请表"
# A page tree without pages.
ZERO_PAGES = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Size 3/Root 1 0 R>>\n%%EOF\n"
)


def form(company: str = COMPANY) -> pymupdf.Document:
    """Print a form of a few fields on a page with its own text."""
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    page.insert_text((160, 80), TITLE, fontname="china-s", fontsize=18)
    for row, (label, answer) in enumerate(FORM):
        top = 110.0 + 40 * row
        for x0, x1, text in ((60, 200, label), (200, 540, answer)):
            page.draw_rect(pymupdf.Rect(x0, top, x1, top + 40))
            shown = company if text == COMPANY else text
            page.insert_text((x0 + 6, top + 24), shown, fontname="china-s", fontsize=11)
    return document


def note(text: str = "本页没有申报表，只有一句说明文字。") -> pymupdf.Document:
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    page.insert_text((80, 100), text, fontname="china-s", fontsize=12)
    return document


def written(document: pymupdf.Document, path: Path) -> Path:
    """Write a document under any name, also one that MuPDF would not take."""
    content = document.tobytes()
    document.close()
    return put(path, content)


def put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def encrypted(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = form()
    document.save(path, encryption=pymupdf.mupdf.PDF_ENCRYPT_AES_256, owner_pw="o", user_pw="u")
    document.close()
    return path
