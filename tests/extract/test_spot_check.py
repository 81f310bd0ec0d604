from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pymupdf
import pytest

from extract.ocr import Image, Line, Quad
from extract.spot_check import SpotChecks
from extract.text_layer import TextLayer, read_text_layer

from .builders import word
from .pdf_pages import blank, reopened

FIGURE = "1234567890.12"
PLAIN = "本公司为上海市的高新技术企业，主要从事服务型制造业务，在年度内完成项目并取得收入。" * 2
CIPHER = "墨庄仓岩秉叶狐刘姜奎翁胡狮骆骑驴鸽鸭鹅麻黍鼎鼠鼻齐龄龚咖哦唐啊喀喇嘛嘉" * 2


class Seeing:
    """An engine that sees one text in every picture."""

    def __init__(self, text: str, sure: float = 0.99) -> None:
        self.text, self.sure, self.looks = text, sure, 0

    def detect(self, image: Image, side: int) -> list[Quad]:
        raise AssertionError("a spot check detects nothing")

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        self.looks += len(crops)
        count = len(self.text)
        line = Line(self.text, (0.5,) * count, (self.sure,) * count, ("",) * count)
        return [line] * len(crops)


def printed(*maps: tuple[str, str], text: str = FIGURE) -> tuple[pymupdf.Page, TextLayer]:
    """Print a figure in a font whose map to characters says others for some of its codes."""
    document, page = blank()
    for line in range(3):
        page.insert_text((50, 100 + 20 * line), text, fontsize=12, fontname="helv")
    if maps:
        _map_wrongly(document, page, maps)
    again = reopened(document)[0]
    return again, read_text_layer(again)


def _map_wrongly(
    document: pymupdf.Document, page: pymupdf.Page, maps: Sequence[tuple[str, str]]
) -> None:
    pairs = "\n".join(f"<{ord(one):02X}> <{ord(other):04X}>" for one, other in maps)
    stream = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /x def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(maps)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )
    xref = document.get_new_xref()
    document.update_object(xref, "<<>>")
    document.update_stream(xref, stream.encode())
    document.xref_set_key(page.get_fonts()[0][0], "ToUnicode", f"{xref} 0 R")


SWAPPED = (("1", "7"), ("7", "1"))


def test_a_sound_page_costs_no_look() -> None:
    page, layer = printed()
    engine = Seeing("")
    assert SpotChecks().believes(page, layer, "a.pdf", engine)
    assert engine.looks == 0


def test_digits_that_are_not_what_the_page_shows_are_not_believed() -> None:
    page, layer = printed(*SWAPPED)
    assert layer.words[0].text == "7234561890.72"
    engine = Seeing(FIGURE)
    assert not SpotChecks().believes(page, layer, "a.pdf", engine)
    assert engine.looks > 0


def test_digits_that_look_like_themselves_are_looked_at_once_a_file() -> None:
    page, layer = printed(*SWAPPED)
    engine, checks = Seeing("7234561890.72"), SpotChecks()
    assert checks.believes(page, layer, "a.pdf", engine)
    looks = engine.looks
    assert looks > 0
    assert checks.believes(page, layer, "a.pdf", engine)
    assert engine.looks == looks
    assert checks.believes(page, layer, "b.pdf", engine)
    assert engine.looks > looks


@pytest.mark.parametrize("engine", [Seeing(""), Seeing(FIGURE, sure=0.5)])
def test_what_cannot_be_seen_does_not_speak_against_the_layer(engine: Seeing) -> None:
    page, layer = printed(*SWAPPED)
    assert SpotChecks().believes(page, layer, "a.pdf", engine)


def in_chinese(text: str) -> tuple[pymupdf.Page, TextLayer]:
    page, layer = printed()
    parts = [text[start : start + 12] for start in range(0, len(text), 12)]
    words = tuple(word(part, 50, 100 + 20 * row) for row, part in enumerate(parts))
    return page, replace(layer, words=words)


def test_common_characters_in_place_of_others_are_looked_at() -> None:
    plain, cipher = in_chinese(PLAIN), in_chinese(CIPHER)
    engine = Seeing("服务型制造企业")
    assert SpotChecks().believes(*plain, "a.pdf", engine)
    assert engine.looks == 0
    assert not SpotChecks().believes(*cipher, "a.pdf", engine)
    assert engine.looks > 0
