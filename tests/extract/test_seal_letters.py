"""What of a grey seal is no print."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.geometry import Box
from extract.pages import Word
from extract.seal_letters import without_seal_letters
from extract.seals import Stamp

SCALE = 2.0
SEAL = Stamp(x=400, y=400, rx=100, ry=100, shape="round", red=False)  # pixels
UNIT = Word("上海市某区商务委员会", Box(60, 160, 210, 175), (60.0, 210.0))


def _letter(text: str, x: float, y: float) -> Word:
    return Word(text, Box(x - 6, y - 6, x + 6, y + 6), (x - 6, x + 6))


def _texts(*words: Word, seal: Stamp = SEAL) -> list[str]:
    return [word.text for word in without_seal_letters(words, [seal], SCALE)]


def test_a_letter_below_a_line_is_the_seals() -> None:
    assert _texts(UNIT, _letter("金", 228, 181)) == [UNIT.text]


@pytest.mark.parametrize(
    "word",
    [
        _letter("无", 228, 167),  # in line with what stands beside it
        _letter("金", 280, 181),  # outside the seal
        _letter("金额", 228, 181),
    ],
)
def test_print_stays(word: Word) -> None:
    assert _texts(UNIT, word) == [UNIT.text, word.text]


def test_red_ink_was_taken_out_before() -> None:
    assert "金" in _texts(UNIT, _letter("金", 228, 181), seal=replace(SEAL, red=True))
