"""Two scanned papers drawn for the tests: a page of a form and an income statement.

They are printed, turned by a fraction of a degree, greyed and put into a PDF as pictures; nothing
in them is random.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pymupdf

from extract.geometry import Box

from .builders import HEIGHT, WIDTH
from .pdf_pages import blank, picture

FONT = "china-s"
DPI = 200
ROW = 30.0  # points
RED = (0.85, 0.15, 0.15)

FORM_TITLE = "服务型制造示范企业申报表"
FORM: list[list[str]] = [
    ["企业名称", "东海精密机械有限公司", "注册资本", "5,000万元"],
    ["联系人", "周明远", "联系电话", "021-55501234"],
    ["注册地址", "上海市宝山区友谊路一百号", "员工总数", "326人"],
    ["年份", "2020年", "2021年", "2022年"],
    ["资产总额（万元）", "18,234.56", "20,345.67", "23,456.78"],
    ["资产负债率（%）", "45.20", "43.85", "41.07"],
]

# Item, this year, last year; both columns add up.
STATEMENT: list[tuple[str, str, str]] = [
    ("项目", "本期金额", "上期金额"),
    ("一、营业收入", "126,540,318.25", "113,872,904.60"),
    ("减：营业成本", "91,208,455.70", "84,115,620.13"),
    ("税金及附加", "712,640.18", "655,302.44"),
    ("销售费用", "6,318,207.92", "5,904,771.36"),
    ("管理费用", "9,845,113.06", "8,730,256.91"),
    ("研发费用", "7,420,966.31", "6,118,490.75"),
    ("财务费用", "-184,205.77", "203,518.09"),
    ("二、营业利润", "11,219,140.85", "8,144,944.92"),
    ("加：营业外收入", "96,300.00", "41,250.00"),
    ("减：营业外支出", "18,072.54", "-"),
    ("三、利润总额", "11,297,368.31", "8,186,194.92"),
    ("减：所得税费用", "1,694,605.25", "1,227,929.24"),
    ("四、净利润", "9,602,763.06", "6,958,265.68"),
]
FORM_EDGES = (50.0, 155.0, 310.0, 410.0, 545.0)
FORM_TOP = 110.0
FORM_SKEW = 0.6  # degrees, counter-clockwise
SEAL = (352.0, 380.0, 55.0)  # x, y, radius in points: over figures of this year


def scanned_form() -> pymupdf.Document:
    """Return the form's page, which lies a little askew."""
    _, page = blank()
    page.insert_text((150, 80), FORM_TITLE, fontsize=20, fontname=FONT)
    for index, row in enumerate(FORM):
        _print_row(page, row, FORM_EDGES, FORM_TOP + index * ROW)
    return _scan(page, FORM_SKEW)


def form_cell(row: int, column: int) -> Box:
    """Return where a cell of the form lies on the page as scanned, in points."""
    top = FORM_TOP + row * ROW
    sides = [(x, y) for x in FORM_EDGES[column : column + 2] for y in (top, top + ROW)]
    turned = np.array([(x, y, 1) for x, y in sides]) @ _turn(FORM_SKEW, WIDTH, HEIGHT).T
    (x0, y0), (x1, y1) = turned.min(axis=0), turned.max(axis=0)
    return Box(float(x0), float(y0), float(x1), float(y1))


def scanned_statement() -> pymupdf.Document:
    """Return the income statement, with a red seal over some of its figures."""
    _, page = blank()
    _stamp(page)
    page.insert_text((250, 70), "利润表", fontsize=20, fontname=FONT)
    page.insert_text((250, 92), "2022年度", fontsize=11, fontname=FONT)
    page.insert_text((50, 112), "编制单位：东海精密机械有限公司", fontsize=10, fontname=FONT)
    page.insert_text((490, 112), "单位：元", fontsize=10, fontname=FONT)
    for index, row in enumerate(STATEMENT):
        _print_row(page, row, [50, 270, 410, 545], 120 + index * ROW, figures_from=1)
    return _scan(page, 0.0)


def _stamp(page: pymupdf.Page) -> None:
    """Stamp a seal; drawn before the print, it leaves that black, as red ink over it does."""
    x, y, radius = SEAL
    page.draw_circle((x, y), radius, color=RED, width=3)
    page.insert_text((x - 40, y + 4), "东海精密机械", fontsize=13, fontname=FONT, color=RED)


def _print_row(
    page: pymupdf.Page,
    texts: Sequence[str],
    edges: Sequence[float],
    top: float,
    figures_from: int | None = None,
) -> None:
    """Print ruled cells; those from column `figures_from` on are set flush right."""
    for column, text in enumerate(texts):
        left, right = edges[column], edges[column + 1]
        page.draw_rect(pymupdf.Rect(left, top, right, top + ROW), width=0.8)
        font = FONT if any(ord(c) > 0xFF for c in text) else "helv"
        flush = figures_from is not None and column >= figures_from
        width = pymupdf.get_text_length(text, fontname=font, fontsize=10)
        start = right - 6 - width if flush else left + 6
        page.insert_text((start, top + 19), text, fontsize=10, fontname=font)


def _scan(page: pymupdf.Page, degrees: float) -> pymupdf.Document:
    pixmap = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csRGB)
    size = (pixmap.width, pixmap.height)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(size[1], size[0], 3)
    if degrees:
        pixels = cv2.warpAffine(pixels, _turn(degrees, *size), size, borderValue=(255,) * 3)
    greyed = (pixels.astype(np.uint16) * 245 // 255).astype(np.uint8)
    document, sheet = blank()
    sheet.insert_image(sheet.rect, pixmap=picture(greyed), keep_proportion=False)
    return document


def _turn(degrees: float, width: float, height: float) -> np.ndarray:
    return np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0))
