"""Sound papers of the bench's own, and what chance makes of them: cut short, bytes flipped.

Each has a company of its own, so that none is found to repeat another.
"""

from __future__ import annotations

import random

import pymupdf

TITLE = "上海市服务型制造示范企业申请表"
WIDTH, HEIGHT = 595, 842
FIRST_CHARACTER, CHARACTERS = 0x4E00, 0x3000
SCANNED_EVERY = 20  # one of so many damaged papers is a scan
MOST_FLIPS = 20


def paper(seed: int, scanned: bool = False) -> bytes:
    """Return a one-page form, its text its own or in a picture of it."""
    dice = random.Random(seed)
    with pymupdf.open() as document:
        _print_form(document, dice)
        if scanned:
            return _scanned(document)
        return bytes(document.tobytes(deflate=dice.choice((True, False)), no_new_id=True))


def _print_form(document: pymupdf.Document, dice: random.Random) -> None:
    page = document.new_page(width=WIDTH, height=HEIGHT)
    page.insert_text((160, 80), TITLE, fontname="china-s", fontsize=18)
    for row, (label, answer) in enumerate(_answers(dice)):
        top = 110.0 + 40 * row
        for x0, x1, text in ((60, 200, label), (200, 540, answer)):
            page.draw_rect(pymupdf.Rect(x0, top, x1, top + 40))
            page.insert_text((x0 + 6, top + 24), text, fontname="china-s", fontsize=11)


def _answers(dice: random.Random) -> tuple[tuple[str, str], ...]:
    return (
        ("企业名称", f"上海{_words(dice, 4)}有限公司"),
        ("统一社会信用代码", "91" + "".join(dice.choices("0123456789", k=16))),
        ("注册地址", f"上海市{_words(dice, 6)}路{dice.randrange(1, 999)}号"),
        ("主营业务", _words(dice, 12)),
        ("营业收入", f"{dice.randrange(10**4, 10**6):,}.{dice.randrange(100):02}"),
    )


def _words(dice: random.Random, length: int) -> str:
    return "".join(chr(FIRST_CHARACTER + dice.randrange(CHARACTERS)) for _ in range(length))


def _scanned(printed: pymupdf.Document) -> bytes:
    with pymupdf.open() as document:
        page = document.new_page(width=WIDTH, height=HEIGHT)
        page.insert_image(page.rect, stream=printed[0].get_pixmap(dpi=120).tobytes("jpg"))
        return bytes(document.tobytes(no_new_id=True))


def cut_short(seed: int) -> bytes:
    """Return a paper that ends at a random byte."""
    content = _some_paper(seed)
    return content[: random.Random(seed).randrange(1, len(content))]


def flipped(seed: int) -> bytes:
    """Return a paper in which some bytes were changed."""
    content, dice = bytearray(_some_paper(seed)), random.Random(seed)
    for _ in range(dice.randint(1, MOST_FLIPS)):
        content[dice.randrange(len(content))] ^= dice.randrange(1, 256)
    return bytes(content)


def _some_paper(seed: int) -> bytes:
    return paper(seed, scanned=seed % SCANNED_EVERY == 0)
