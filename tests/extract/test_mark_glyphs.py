from __future__ import annotations

from dataclasses import replace

import pytest

from extract.choices import Marks
from extract.geometry import Box
from extract.mark_glyphs import font_key, symbols_read
from extract.pages import CheckMark

from .builders import word

MARKS = Marks("☑√", "□", {"Wingdings": ("þü", "o¨"), "Wingdings 2": ("R", "£")})


def read(text: str, font: str, *strokes: Box, buttons: tuple[CheckMark, ...] = ()) -> str:
    words = [replace(word(text, 100, 100), font=font)]
    return "".join(w.text for w in symbols_read(words, MARKS, strokes, buttons))


@pytest.mark.parametrize(
    ("text", "font", "read_as"),
    [
        ("þ", "Wingdings", "☑"),
        ("o", "ABCDEF+Wingdings-Regular", "□"),
        ("R", "Wingdings2", "☑"),
        ("R", "Wingdings", "R"),
        ("þ", "SimSun", "þ"),
        ("o", "Arial", "o"),
    ],
)
def test_letters_of_symbol_fonts_are_the_boxes_they_draw(
    text: str, font: str, read_as: str
) -> None:
    assert read(text, font) == read_as


@pytest.mark.parametrize("name", ["Wingdings-Regular", "BCDEEE+Wingdings", "ITC Wingdings"])
def test_a_font_has_one_name(name: str) -> None:
    assert font_key(name) == font_key("Wingdings")


def test_a_stroke_ticks_the_typed_box_that_it_crosses() -> None:
    assert read("□是□否", "SimSun", Box(121, 101, 131, 109)) == "□是☑否"
    assert read("□是□否", "SimSun", Box(121, 151, 131, 159)) == "□是□否"


def test_a_button_speaks_for_itself() -> None:
    button = CheckMark(Box(98, 98, 112, 112), True)
    assert read("4", "ZapfDingbats", buttons=(button,)) == ""
