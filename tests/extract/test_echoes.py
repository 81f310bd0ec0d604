from __future__ import annotations

import pytest

from extract.echoes import Echoes
from extract.records import Reading, Value


def said(value: Value, text: str = "", page: int = 1) -> Reading:
    shown = text or str(value)
    return Reading(
        value=value, text=shown, confidence=1, origin="ocr", file="甲.pdf", page=page,
        bbox=(0, 0, 1, 1),
    )  # fmt: skip


def test_a_text_on_two_pages_is_echoed() -> None:
    name = "上海明理公司"
    one, other, wrong = said(name), said("上海明理 公司", page=2), said("上海明埋公司", page=3)
    echoes = Echoes([one, other, wrong])
    assert echoes.has(one)
    assert echoes.has(other)
    assert not echoes.has(wrong)


def test_a_page_does_not_echo_itself_nor_a_short_text_anything() -> None:
    assert not Echoes([said("上海明理公司"), said("上海明理公司")]).has(said("上海明理公司"))
    assert not Echoes([said("王明"), said("王明", page=2)]).has(said("王明"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("170,654", True), ("170,653", True), ("170,655", False), ("170", False), ("170,653.5", True)],
)
def test_a_rounded_figure_is_borne_out_by_the_one_it_rounds(text: str, expected: bool) -> None:
    exact = said(1706535144.86, "1,706,535,144.86", page=2)
    form = said(float(text.replace(",", "")), text)
    assert Echoes([form, exact]).has(form) is expected


def test_a_rounded_figure_does_not_bear_out_all_digits_of_another() -> None:
    exact = said(1706535144.86, "1,706,535,144.86", page=2)
    assert not Echoes([said(170654, "170,654"), exact]).has(exact)


def test_a_loss_does_not_echo_a_profit() -> None:
    assert not Echoes([said(-5432.1, "-5,432.1"), said(5432.1, "5,432.1", page=2)]).has(
        said(-5432.1, "-5,432.1")
    )


def test_nothing_is_echoed_by_nothing() -> None:
    assert not Echoes([said(None), said(None, page=2)]).has(said(None))
