from __future__ import annotations

from dataclasses import replace

import pytest

from extract.page_types import TypedPage
from extract.pages import Page, Word
from extract.records import Heading
from extract.styles import styles_of

from .builders import page, word

TEXT = "本公司多年来专注于装备制造及其相关服务在行业中处于领先地位"


def set_in(text: str, y: float, font: str, size: float = 12) -> Word:
    return replace(word(text, 70, y, size=size), font=font)


def body(*, spacing: float = 18, digital: bool = True) -> Page:
    lines = [set_in("一、企业基本情况", 120, "SimHei", 14)]
    lines += [set_in(TEXT, 150 + spacing * n, "FangSong") for n in range(5)]
    return page(lines, digital=digital)


def heading(level: int = 1) -> Heading:
    return Heading(
        level=level, title="企业基本情况", file="申报书.pdf", page=1,
        bbox=(70, 120, 182, 134), reference=None,
    )  # fmt: skip


def typed(found: Page) -> list[TypedPage]:
    return [TypedPage(found, "body", 1.0, "")]


def test_each_role_has_its_type() -> None:
    found = {style.role: style for style in styles_of(typed(body()), [heading()])}
    assert (found["body"].font, found["body"].size) == ("FangSong", 12)
    assert (found["heading1"].font, found["heading1"].size) == ("SimHei", 14)
    assert found["heading1"].line_spacing is None
    assert found["body"].evidence.text == TEXT
    assert found["body"].characters == 5 * len(TEXT)


@pytest.mark.parametrize("spacing", [18, 24])
def test_spacing_is_the_distance_of_lines_by_size(spacing: float) -> None:
    (found,) = styles_of(typed(body(spacing=spacing)), [heading(level=3)])[:1]
    assert found.line_spacing == pytest.approx(spacing / 12)


def test_a_deeper_heading_is_no_role() -> None:
    assert [style.role for style in styles_of(typed(body()), [heading(level=3)])] == ["body"]


def test_scans_and_other_pages_have_no_styles() -> None:
    assert styles_of(typed(body(digital=False)), []) == ()
    assert styles_of([TypedPage(body(), "form", 1.0, "")], []) == ()
