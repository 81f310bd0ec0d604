from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.bigrams import normalise, normalise_with_offsets, phrase, tokens


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("ＡＢＣ（２０２２）", "abc(2022)"),
        ("集成电\n路 装 备", "集成电路装备"),
        ("smart\n factory  5G 网络", "smart factory 5g网络"),
        ("⾦额⻓期", "金额长期"),
        ("服\u200b务\x00型", "服务型"),
        ("  \n ", ""),
        ("5 ㎡", "5 m2"),
    ],
)
def test_normalise(printed: str, expected: str) -> None:
    assert normalise(printed) == expected


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text())
def test_offsets_lead_back_to_where_a_character_came_from(text: str) -> None:
    found = normalise_with_offsets(text)
    assert found.text == normalise(text)
    assert len(found.offsets) == len(found.text)
    assert list(found.offsets) == sorted(found.offsets)
    for character, offset in zip(found.text, found.offsets, strict=True):
        assert character in normalise(text[offset]) or character == " "


def test_tokens_are_pairs_and_the_last_character() -> None:
    assert tokens("集成电路") == "集成 成电 电路 路"
    assert tokens("a b") == "a\x80 \x80b b"
    assert tokens("") == ""


def test_a_phrase_is_the_pairs_in_order_and_one_character_a_prefix() -> None:
    assert phrase("集成电") == '"集成 成电"'
    assert phrase("集") == '"集" *'
    assert phrase('"') == '"""" *'
