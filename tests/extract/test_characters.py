from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.characters import is_garbled, simplified, standard

PRINT = "本公司二〇二二年度实现主营业务收入人民币一亿二千万元，比上年增长百分之十。"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("⼀⼆⽉", "一二月"),  # Kangxi radicals
        ("⻋⻚⻓", "车页长"),  # radicals that NFKC leaves alone
        ("\uf9dd", "利"),  # compatibility ideograph
        ("收\u00ad入\u200b\ufeff", "收入"),
        ("a\x00b\x07", "ab"),
        ("（１２）％", "（１２）％"),
        ("☑㎡①", "☑㎡①"),
    ],
)
def test_look_alikes_are_replaced(stored: str, shown: str) -> None:
    assert standard(stored) == shown


@given(st.text())
def test_standard_text_can_be_stored_and_stays(text: str) -> None:
    found = standard(text)
    found.encode("utf-8")
    assert standard(found) == found
    assert not any(ord(c) < 32 for c in found)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)))
def test_ordinary_characters_stay(text: str) -> None:
    assert standard(text) == text


def test_ordinary_print_is_not_garbled() -> None:
    assert not is_garbled(PRINT)
    assert not is_garbled("Annual report 2022 of the Company, total 1,234,567.00")
    assert not is_garbled("1,234,567.00 98.7% 2022-12-31")
    assert not is_garbled("")


@pytest.mark.parametrize(
    "text",
    [
        "\ue001\ue002\ue003\ue004\ue005\ue006",
        "\ufffd" * 20,
        "é¡¹ç›®å…¬å¸æ”¶å…¥å¢žé•¿è¥ä¸š",
        "鍏徃鎶ュ憡涓昏惀涓氬姟鏀跺叆澧為暱鐧惧垎涔嬪崄",
    ],
)
def test_a_wrong_character_map_is_noticed(text: str) -> None:
    assert is_garbled(text)


def test_a_few_strange_characters_spoil_no_page() -> None:
    assert not is_garbled(PRINT + "\ue001\ue002")


def test_ticks_of_symbol_fonts_are_known() -> None:
    boxes = "\uf052\uf0a3\uf052"
    assert is_garbled(boxes)
    assert not is_garbled(boxes, known=boxes)


def test_rare_names_do_not_spoil_a_page() -> None:
    assert not is_garbled(PRINT + "喆堃珺")


def test_a_short_text_is_garbled_where_most_of_it_is_impossible() -> None:
    assert is_garbled("\ue001\ue002a")
    assert not is_garbled("\ue001\ue002ab")
    assert not is_garbled("\ue001abc")


def test_foreign_letters_in_a_text_are_no_wrong_map() -> None:
    assert not is_garbled("The café of the résumé writer, über alles, 1,234.00")


def test_rare_characters_are_weighed_against_a_line_at_least() -> None:
    assert not is_garbled("Beijing, 12, 喆堃珺")
    assert not is_garbled(PRINT + "喆堃珺翀")
    assert is_garbled("Beijing, 12, 喆堃珺翀")


def test_a_traditional_character_gives_way_only_to_what_the_engine_saw_too() -> None:
    assert simplified("減：", ("减臧", "")) == "减："
    assert simplified("減：", ("臧", "")) == "減："
    assert simplified("減：", ("", "")) == "減："
